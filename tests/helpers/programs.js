const { existsSync } = require('node:fs');

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const REDIS = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'];

const firstOf = (places) => places.find((path) => path && existsSync(path));

/** Where Chromium is installed; undefined when it is not. */
const findChromium = () => firstOf([process.env.CHROMIUM_BINARY, ...CHROMIUM]);

/** Where Redis is installed; undefined when it is not. */
const findRedis = () => firstOf(REDIS);

module.exports = { findChromium, findRedis };
