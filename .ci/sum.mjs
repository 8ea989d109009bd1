// Adds up what the runners of `make test` said. Usage: sum.mjs FOLDER RUNNER...
// Understands three voices: cargo's `test result:` lines, Playwright's closing counts, and `ok` / `not ok` lines.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...runners] = process.argv.slice(2);

const rows = [];
for (const runner of runners) {
  const text = readFileSync(join(folder, `${runner}.log`), 'utf8').replace(/\u001b\[[0-9;]*m/g, '');
  const code = Number(readFileSync(join(folder, `${runner}.exit`), 'utf8'));
  let { passed, failed } = count(text);
  const remarks = [];
  if (passed + failed === 0) remarks.push('reported no test at all');
  if (code !== 0 && failed === 0 && remarks.length === 0) remarks.push(`ended with exit code ${code}`);
  // A runner that breaks off, or has nothing to say, is a failure of its own.
  failed += remarks.length;
  rows.push({ runner, passed, failed, remarks, names: failed > 0 ? named(text) : [] });
}

const total = rows.reduce((sum, row) => ({ passed: sum.passed + row.passed, failed: sum.failed + row.failed }), {
  passed: 0,
  failed: 0,
});
console.log('');
for (const { runner, passed, failed, remarks } of rows) {
  console.log(`${runner.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed  ${remarks.join('; ')}`);
}
// Of a long run often only the end is kept: what failed, and why, stands there too.
for (const { runner, names } of rows) {
  for (const name of names.slice(0, 6)) console.log(`failed in ${runner}: ${name}`);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function count(text) {
  const sum = { passed: 0, failed: 0 };
  for (const line of text.split('\n')) {
    const cargo = /^test result: \w+\. (\d+) passed; (\d+) failed/.exec(line);
    const playwright = /^ {2}(\d+) (passed|failed|flaky|interrupted|did not run)\b/.exec(line);
    if (cargo) {
      sum.passed += Number(cargo[1]);
      sum.failed += Number(cargo[2]);
    } else if (playwright) {
      sum[playwright[2] === 'passed' ? 'passed' : 'failed'] += Number(playwright[1]);
    } else if (/^ok /.test(line)) sum.passed += 1;
    else if (/^not ok /.test(line)) sum.failed += 1;
  }
  return sum;
}

/** The failed tests by name, a Playwright test with the first lines of its error. */
function named(text) {
  const lines = text.split('\n');
  const names = [];
  lines.forEach((line, at) => {
    const cargo = /^test (.+) \.\.\. FAILED$/.exec(line);
    const playwright = /^ {2}\d+\) (\[.+)$/.exec(line);
    if (cargo) names.push(cargo[1]);
    else if (playwright) {
      const why = lines.slice(at + 1, at + 40).filter((next) => /^ {4}(Error|TimeoutError|Expected|Received|Locator|> *\d+ \||\+ )/.test(next));
      names.push([playwright[1].replace(/[ ─]+$/, ''), ...why.slice(0, 8).map((next) => `    ${next.trim()}`)].join('\n'));
    } else if (/^not ok /.test(line)) names.push(line);
  });
  return names;
}
