'use strict';
const { parentPort } = require('node:worker_threads');
const { compareSync, hashSync } = require('bcryptjs');

/** Hashes and checks passwords, one at a time; this thread has nothing else to do, so it may block. */
parentPort.on('message', ({ id, password, hash, cost }) => {
  const result = hash === undefined ? hashSync(password, cost) : compareSync(password, hash);
  parentPort.postMessage({ id, result });
});
