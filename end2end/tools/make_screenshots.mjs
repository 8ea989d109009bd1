// Makes the pictures of README from a real server: `node end2end/tools/make_screenshots.mjs`.
// With `--all` it also fills target/pictures with every screen in every dress, for looking at.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const done = spawnSync('node_modules/.bin/playwright', ['test', '--config', 'tools/pictures.config.ts'], {
  cwd: here,
  stdio: 'inherit',
  env: { ...process.env, CHENGGE_PICTURES: process.argv.includes('--all') ? 'all' : 'readme' },
});
process.exit(done.status ?? 1);
