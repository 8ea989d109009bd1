// Keeps today's built app as a fixture, for phones of tomorrow's tests that come from today: `node
// end2end/tools/keep_build.mjs NAME` packs target/site, without its compressed twins, into fixtures/builds/NAME.tar.br.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [name, site = join(root, 'target/site')] = process.argv.slice(2);
if (!name) throw new Error('usage: keep_build.mjs NAME [SITE]');
const unneeded = ['*.br', '*.gz', 'robots.txt'].map((pattern) => `--exclude=${pattern}`);
const fixed = ['--sort=name', '--mtime=2026-01-01', '--owner=0', '--group=0', '--numeric-owner'];
const packed = execFileSync('tar', ['-c', ...fixed, ...unneeded, '-C', site, '.'], { maxBuffer: 64 << 20 });
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: packed.length };
const kept = brotliCompressSync(packed, { params });
writeFileSync(join(root, 'end2end/fixtures/builds', `${name}.tar.br`), kept);
console.log(`${name}: ${packed.length} bytes, kept in ${kept.length}`);
