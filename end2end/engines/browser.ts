// One browser of one person, whatever its engine.
import type { Tab } from './tab.ts';

export interface Browser {
  /** As the browser itself says it. */
  readonly version: string;
  /** Errors on its console and uncaught ones. */
  readonly complaints: string[];
  newTab(): Promise<Tab>;
  /** Kills the process and starts another on the same profile; where an engine cannot, it is not there. */
  crash?(): Promise<void>;
  close(): Promise<void>;
}
