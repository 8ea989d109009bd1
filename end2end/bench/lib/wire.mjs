// A plain TCP pipe that counts: bytes on the sockets, headers and all, both ways. It can be cut like a cable.
import { connect, createServer } from 'node:net';
import { once } from 'node:events';

export class Wire {
  up = 0;
  down = 0;
  requests = 0;
  /** Codings the server answered with. @type {Record<string, number>} */
  codings = {};
  cut = false;
  #sockets = new Set();
  #server;

  /** @param {number} port where the server listens */
  constructor(port) {
    this.#server = createServer({ noDelay: true }, (near) => {
      if (this.cut) return near.destroy();
      const far = connect({ host: '127.0.0.1', port, noDelay: true });
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => this.#sockets.delete(socket));
      }
      near.on('data', (chunk) => {
        this.up += chunk.length;
        if (/^(GET|POST|PUT|DELETE|HEAD|OPTIONS) /.test(chunk.toString('latin1', 0, 8))) this.requests += 1;
      });
      far.on('data', (chunk) => {
        this.down += chunk.length;
        const coding = /\r\ncontent-encoding: ?(\w+)/i.exec(chunk.toString('latin1', 0, 2048))?.[1];
        if (coding) this.codings[coding] = (this.codings[coding] ?? 0) + 1;
      });
      near.pipe(far);
      far.pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
  }

  static async before(port) {
    const wire = new Wire(port);
    wire.#server.listen(0, '127.0.0.1');
    await once(wire.#server, 'listening');
    return wire;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** What has passed so far. */
  read() {
    return { up: this.up, down: this.down, requests: this.requests };
  }

  /** What has passed since. */
  since(then) {
    return { up: this.up - then.up, down: this.down - then.down, requests: this.requests - then.requests };
  }

  /** Cuts what is open and refuses what comes, or lets it through again. */
  away(yes) {
    this.cut = yes;
    if (yes) for (const socket of this.#sockets) socket.destroy();
  }

  async close() {
    this.away(true);
    this.#server.close();
    await once(this.#server, 'close');
  }
}
