//! An address within the app: the text after `#` as a path and a query, both ways; pure.

/// Where the person is: `#/kits/12?tab=history` is the path `["kits", "12"]` with one query pair.
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Route {
    /// The decoded segments; empty at the start page.
    pub path: Vec<String>,
    /// The decoded pairs, in order.
    pub query: Vec<(String, String)>,
}

impl Route {
    /// A route of these segments, without a query.
    pub fn to(path: &[&str]) -> Self {
        Self { path: path.iter().map(|&segment| segment.to_owned()).collect(), query: Vec::new() }
    }

    /// Reads an address, with or without its `#`; never fails, since anybody can type anything there.
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        Self {
            path: path.split('/').filter(|segment| !segment.is_empty()).map(decode).collect(),
            query: query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decode(key), decode(value))
                })
                .collect(),
        }
    }

    /// The address with its `#`, for a link.
    pub fn href(&self) -> String {
        let mut out = String::from("#/");
        for (index, segment) in self.path.iter().enumerate() {
            if index > 0 {
                out.push('/');
            }
            encode(segment, &mut out);
        }
        for (index, (key, value)) in self.query.iter().enumerate() {
            out.push(if index == 0 { '?' } else { '&' });
            encode(key, &mut out);
            out.push('=');
            encode(value, &mut out);
        }
        out
    }

    /// Segment `index`, or "" past the end.
    pub fn segment(&self, index: usize) -> &str {
        self.path.get(index).map_or("", String::as_str)
    }

    /// The value of a query key, or "".
    pub fn get(&self, key: &str) -> &str {
        self.query.iter().find(|(k, _)| k == key).map_or("", |(_, value)| value.as_str())
    }

    /// The same route with a query key set; an empty value takes the key away.
    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Self {
        if value.is_empty() {
            self.query.retain(|(k, _)| k != key);
        } else if let Some(pair) = self.query.iter_mut().find(|(k, _)| k == key) {
            value.clone_into(&mut pair.1);
        } else {
            self.query.push((key.to_owned(), value.to_owned()));
        }
        self
    }
}

/// The address of these segments, for a link.
pub fn href(path: &[&str]) -> String {
    Route::to(path).href()
}

/// Percent-encodes all but unreserved characters.
fn encode(text: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// Undoes [`encode`]; a broken escape stays as it is, bytes that are no text become U+FFFD.
fn decode(text: &str) -> String {
    let digit = |byte: Option<&u8>| byte.and_then(|&b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                at += 3;
                continue;
            }
            (b'+', ..) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hash: &str, path: &[&str], query: &[(&str, &str)]) {
        let route = Route::parse(hash);
        assert_eq!(route.path, path);
        let pairs: Vec<_> = route.query.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(pairs, query);
    }

    #[test]
    fn parse_takes_anything() {
        check("", &[], &[]);
        check("#", &[], &[]);
        check("#/", &[], &[]);
        check("#/kits/12?tab=history&q=a%20b", &["kits", "12"], &[("tab", "history"), ("q", "a b")]);
        check("kits//12/", &["kits", "12"], &[]);
        check("#/a%2Fb?x", &["a/b"], &[("x", "")]);
        check("#/%", &["%"], &[]);
        check("#/%zz%F?=&a=b=c", &["%zz%F"], &[("", ""), ("a", "b=c")]);
        check("#/%FF", &["\u{FFFD}"], &[]);
        check("#/?q=a+b%2B", &[], &[("q", "a b+")]);
    }

    #[test]
    fn href_comes_back_as_it_went() {
        let route = Route::to(&["parts", "LOX/1 ü?&#%"]).with("q", "a+b=c & d").with("sort", "-3");
        assert_eq!(Route::parse(&route.href()), route);
        assert_eq!(Route::default().href(), "#/");
        assert_eq!(href(&["kits", "12"]), "#/kits/12");
    }

    #[test]
    fn with_sets_replaces_and_takes_away() {
        let route = Route::to(&["parts"]).with("q", "x").with("q", "y");
        assert_eq!(route.get("q"), "y");
        assert_eq!(route.clone().with("q", "").href(), "#/parts");
        assert_eq!(route.segment(0), "parts");
        assert_eq!(route.segment(7), "");
    }
}
