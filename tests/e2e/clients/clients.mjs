// Clients that nobody here wrote, as a program in a browser would use them; the test bundles this for a page.

import { Client, cacheExchange, fetchExchange } from '@urql/core';
import { GraphQLClient, gql } from 'graphql-request';
import { getIntrospectionQuery } from 'graphql';

const url = new URL('graphql', document.baseURI).href;

const PAGE = gql`
  query Page($filters: PartsInputFilters, $first: Int!, $after: String) {
    parts(filters: $filters, sort: [PART_NUMBER_ASC], first: $first, after: $after) {
      edges { node { id partNumber _etag } }
      pageInfo { hasNextPage endCursor totalCount }
    }
  }
`;
const RENAME = gql`
  mutation Rename($input: UpdatePartInput!) {
    updatePart(input: $input) { part { id description _etag } }
  }
`;

/** Pages through all parts by `ask(document, variables)`, renames the first, and tries that again with the old etag. */
async function work(ask, description) {
  const nodes = [];
  let pages = 0;
  for (let after = null, more = true; more; pages += 1) {
    const { parts } = await ask(PAGE, { filters: { partNumber: { ilike: 'cl-%' } }, first: 7, after });
    nodes.push(...parts.edges.map((edge) => edge.node));
    after = parts.pageInfo.endCursor;
    more = parts.pageInfo.hasNextPage;
  }
  const { id, _etag } = nodes[0];
  const renamed = await ask(RENAME, { input: { id, etag: _etag, description } });
  const refused = await ask(RENAME, { input: { id, etag: _etag, description: 'never' } }).then(
    () => 'done',
    (error) => (error.response?.errors ?? error.graphQLErrors)[0].extensions.code,
  );
  return { pages, numbers: nodes.map((node) => node.partNumber), renamed: renamed.updatePart.part.description, refused };
}

window.clients = {
  graphqlRequest() {
    const client = new GraphQLClient(url);
    return work((document, variables) => client.request(document, variables), 'by graphql-request');
  },
  urql() {
    const client = new Client({ url, exchanges: [cacheExchange, fetchExchange] });
    const ask = async (document, variables) => {
      const isMutation = document.includes('mutation');
      const result = await (isMutation ? client.mutation(document, variables) : client.query(document, variables, { requestPolicy: 'network-only' })).toPromise();
      if (result.error) throw result.error;
      return result.data;
    };
    return work(ask, 'by urql');
  },
  introspection: () => new GraphQLClient(url).request(getIntrospectionQuery({ inputValueDeprecation: true })),
};
