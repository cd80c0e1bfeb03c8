const { existsSync } = require('node:fs');

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is installed; undefined when it is not. */
const findChromium = () => [process.env.CHROMIUM_BINARY, ...PLACES].find((path) => path && existsSync(path));

module.exports = { findChromium };
