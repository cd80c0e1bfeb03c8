'use strict';
const os = require('node:os');
const { parentPort } = require('node:worker_threads');
const { compareSync, hashSync } = require('bcryptjs');

// On Linux this is the priority of the calling thread alone: requests go before passwords where cores are short.
if (process.platform === 'linux') {
  os.setPriority(0, os.getPriority(0) + 5);
}

/** Hashes and checks passwords, one at a time; this thread has nothing else to do, so it may block. */
parentPort.on('message', ({ id, password, hash, cost }) => {
  const result = hash === undefined ? hashSync(password, cost) : compareSync(password, hash);
  parentPort.postMessage({ id, result });
});
