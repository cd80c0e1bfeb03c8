/** `npm install` in a working copy sets the git hooks; without git (an archive, an image, CI) there is nothing to set. */
const { existsSync } = require('node:fs');
const { join } = require('node:path');

async function setHooks() {
  if (process.env.CI || process.env.NODE_ENV === 'production' || !existsSync(join(__dirname, '..', '.git'))) {
    return;
  }
  const husky = await import('husky').catch((error) => {
    console.log(`git hooks are not set: ${error.code}`);
  });
  const problem = husky?.default();
  if (problem) {
    console.log(problem);
  }
}

void setHooks();
