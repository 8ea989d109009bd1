// axe-core on the page as it stands, put there by the debugger, so that the page's own policy stays as strict as it is.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Tab } from './tab.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One line per broken rule and element, empty when axe finds nothing. */
export async function axe(tab: Tab): Promise<string[]> {
  const found = await tab.evaluate(`(() => { ${source}; return axe.run(document, { resultTypes: ['violations'] }).then(JSON.stringify); })()`);
  return (JSON.parse(found) as AxeResults).violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${node.target.join(' ')} — ${node.failureSummary?.replace(/\s+/g, ' ')}`),
  );
}
