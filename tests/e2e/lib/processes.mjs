// Starting and ending the browsers' processes: each in a group of its own, so that nothing of it is left over.

import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set();

/** Starts a program as the head of its own process group. */
export function launch(program, words, environment = {}, stdio = ['ignore', 'pipe', 'pipe']) {
  const child = spawn(program, words, { detached: true, stdio, env: { ...process.env, ...environment } });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Waits for a line of the program's output that fits, gives what the pattern caught, and reads the rest away. */
export function firstLine(child, pattern, name, patience = 30_000) {
  return new Promise((done, fail) => {
    let seen = '';
    const timer = setTimeout(() => fail(new Error(`${name} did not start in ${patience / 1000} s. It said:\n${seen}`)), patience);
    const read = (bytes) => {
      if (seen.length > 20_000) return;
      seen += bytes;
      const found = pattern.exec(seen);
      if (!found) return;
      clearTimeout(timer);
      done(found[1]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', fail);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(new Error(`${name} ended with ${code} before it was ready. It said:\n${seen}`));
    });
  });
}

const alive = (child) => child.exitCode === null && child.signalCode === null;

/** Ends a program and all that it started. `grace` ms are given to end by itself. */
export async function killGroup(child, grace = 0) {
  for (let waited = 0; alive(child) && waited < grace; waited += 50) await sleep(50);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
  for (let waited = 0; alive(child) && waited < 5000; waited += 20) await sleep(20);
  running.delete(child);
}

process.on('exit', () => {
  for (const child of running) {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
});
