// Runs a program built for wasm32-wasip1 under Node. Usage: node wasi.mjs PROGRAM.wasm ARGUMENT...
// A panic in it is a trap; a trap is an exception here, and so an exit code that is not 0.
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const wasi = new WASI({ version: 'preview1', args: process.argv.slice(2), returnOnExit: true });
const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), wasi.getImportObject());
process.exitCode = wasi.start(instance);
