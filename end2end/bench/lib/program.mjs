// A server of one run: started on a free port, waited for, ended by its own id.
import { spawn } from 'node:child_process';
import { freePort } from '../../fixtures/server.mjs';

export class Program {
  log = '';

  /** @param {string} command @param {(port: number) => string[]} words @param {string} health path that answers once it is up */
  static async start(command, words, health, env = {}) {
    const program = new Program();
    program.port = await freePort();
    program.child = spawn(command, words(program.port), { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    program.child.stdout.on('data', (chunk) => (program.log += chunk));
    program.child.stderr.on('data', (chunk) => (program.log += chunk));
    const until = Date.now() + 60_000;
    for (;;) {
      if (program.child.exitCode !== null) throw new Error(`${command} ended with ${program.child.exitCode}:\n${program.log}`);
      const answer = await fetch(`http://127.0.0.1:${program.port}${health}`).catch(() => undefined);
      if (answer?.ok) return program;
      if (Date.now() > until) throw new Error(`${command} does not answer:\n${program.log}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop() {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }
}
