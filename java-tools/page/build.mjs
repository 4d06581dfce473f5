/**
 * Bundles each library into DEST/NAME.js.gz, the licences of all its packages at its head, and lists them in
 * DEST/libraries.json: build.mjs DEST
 */
import { build } from 'esbuild';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const dest = process.argv[2];
/** What the pages name of each bundle; the packages below it are in its head. */
const BUNDLES = { molstar: ['molstar'], vega: ['vega', 'vega-lite', 'vega-interpreter'] };

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(here, folder, 'package.json')));
  const file = readdirSync(join(here, folder)).find(entry => /^licen[cs]e/i.test(entry));
  return { name, version, license, text: file ? readFileSync(join(here, folder, file), 'utf8').trim() : '' };
}

/** A comment with the licence of every package, each text once. */
function licences(packages) {
  const texts = new Map();
  for (const { name, version, license, text } of packages) {
    const body = (text || license).replaceAll('*/', '* /');
    texts.set(body, [...(texts.get(body) ?? []), `${name} ${version}`]);
  }
  return '/*!\n' + [...texts].map(([body, names]) => `${names.join(', ')}:\n\n${body}\n`).join('\n') + '*/';
}

mkdirSync(dest, { recursive: true });
const libraries = [];
for (const [name, main] of Object.entries(BUNDLES)) {
  const { metafile, outputFiles } = await build({
    entryPoints: [join(here, name + '.js')],
    absWorkingDir: here,
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: name,
    legalComments: 'none',
    metafile: true,
    write: false,
    charset: 'utf8',
    logLevel: 'error',
  });
  const folders = Object.keys(metafile.inputs)
    .map(path => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(Boolean);
  const packages = [...new Set(folders)].sort().map(describe);
  writeFileSync(join(dest, name + '.js.gz'), gzipSync(licences(packages) + '\n' + outputFiles[0].text, { level: 9 }));
  const named = packages.filter(each => main.includes(each.name));
  libraries.push({
    name,
    packages: named.map(each => ({ name: each.name, version: each.version, licence: each.license })),
  });
}
writeFileSync(join(dest, 'libraries.json'), JSON.stringify(libraries, null, 2) + '\n');
