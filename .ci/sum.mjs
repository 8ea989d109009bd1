// Adds up what the runners of `make test` said. Usage: sum.mjs FOLDER RUNNER...
// Understands three voices: cargo's `test result:` lines, Playwright's closing counts, and `ok` / `not ok` lines.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...runners] = process.argv.slice(2);
// Inside the runner `rust`, each of these binaries must have run at least one test.
const needed = { rust: ['app', 'rulebook', 'server'] };

const rows = [];
for (const runner of runners) {
  const text = readFileSync(join(folder, `${runner}.log`), 'utf8').replace(/\u001b\[[0-9;]*m/g, '');
  const code = Number(readFileSync(join(folder, `${runner}.exit`), 'utf8'));
  const suites = count(text);
  let passed = 0;
  let failed = 0;
  for (const suite of suites.values()) {
    passed += suite.passed;
    failed += suite.failed;
  }
  const remarks = [];
  for (const name of needed[runner] ?? []) {
    if (!(suites.get(name)?.passed > 0)) remarks.push(`no test of ${name} passed`);
  }
  if (passed + failed === 0) remarks.push('reported no test at all');
  if (code !== 0 && failed === 0 && remarks.length === 0) remarks.push(`ended with exit code ${code}`);
  // A runner that breaks off, or has nothing to say, is a failure of its own.
  failed += remarks.length;
  rows.push({ runner, passed, failed, remarks });
}

const total = rows.reduce((sum, row) => ({ passed: sum.passed + row.passed, failed: sum.failed + row.failed }), {
  passed: 0,
  failed: 0,
});
console.log('');
for (const { runner, passed, failed, remarks } of rows) {
  console.log(`${runner.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed  ${remarks.join('; ')}`);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function count(text) {
  const suites = new Map();
  const suite = (name) => {
    if (!suites.has(name)) suites.set(name, { passed: 0, failed: 0 });
    return suites.get(name);
  };
  // `server/tests/it` is the server's own; cargo names the binary after the file.
  let current = 'lines';
  for (const line of text.split('\n')) {
    const header = /^\s*(?:Running .*deps\/(\w+)-[0-9a-f]+|Doc-tests (\w+))/.exec(line);
    if (header) {
      const name = header[1] ?? header[2];
      current = name === 'it' ? 'server' : name;
    }
    const cargo = /^test result: \w+\. (\d+) passed; (\d+) failed/.exec(line);
    if (cargo) {
      suite(current).passed += Number(cargo[1]);
      suite(current).failed += Number(cargo[2]);
      continue;
    }
    const playwright = /^ {2}(\d+) (passed|failed|flaky|interrupted|did not run)\b/.exec(line);
    if (playwright) {
      suite('playwright')[playwright[2] === 'passed' ? 'passed' : 'failed'] += Number(playwright[1]);
      continue;
    }
    if (/^ok /.test(line)) suite('lines').passed += 1;
    if (/^not ok /.test(line)) suite('lines').failed += 1;
  }
  return suites;
}
