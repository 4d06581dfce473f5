/** index.html of a run of a thousand entries, in a real browser. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, noBrowser, open } from './browser.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOSTILE =
  '<img src=x onerror="document.title=\'run\'"> & "quoted" {{id}} </script><script>document.title="run"</script>';
const COLUMNS =
  'chain,resnum,icode,resname,ca_rmsd,ca_rmsd_about_mean,ca_rmsd_sampled,all_atom_rmsd,b_iso,b_rmsd,density_ca';
const ENTRIES = 1000;

/** Entry number i: its mean grows with the resolution; every tenth is another program's. */
function write(folder, i) {
  const id = `EMD-${10000 + i}`;
  const resolution = 1.5 + ((i * 37) % ENTRIES) / 250;
  const mean = Math.exp(1.35 * resolution - 5.98) * (1 + (i % 5) / 5);
  const rows = Array.from(
    { length: 20 },
    (_, r) => `A,${r + 1},,ALA,${(mean * (0.55 + (0.9 * r) / 19)).toFixed(3)},,,,,,`,
  );
  const given = i % 10 === 0;
  mkdirSync(join(folder, id));
  writeFileSync(join(folder, id, 'residues.csv'), [COLUMNS, ...rows].join('\n') + '\n');
  writeFileSync(
    join(folder, id, 'summary.json'),
    JSON.stringify({
      id,
      title: i === 7 ? HOSTILE : `Complex ${i}`,
      resolution,
      residues: 20,
      models: { compared: 10 },
      ca_rmsd: { mean, median: mean, fractions: { lt1: 0.5, gt3: 0 } },
      trend: given ? null : { expected_mean: 1, z: (i % 5) - 2 },
      engines: given ? { sampler: null, refiner: null } : { sampler: 'openmm', refiner: 'servalcat' },
    }),
  );
  return id;
}

describe('the index of a run', { skip: noBrowser ?? false }, () => {
  let folder, ids, browser, page;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'index-'));
    ids = Array.from({ length: ENTRIES }, (_, i) => write(folder, i));
    writeFileSync(
      join(folder, 'failed.csv'),
      'id,process,exit,reason\nEMD-9,PREPARE_MAP,2,"The map <b>x</b> holds NaN."\n',
    );
    writeFileSync(join(folder, 'EMD-10003', 'report.html'), '<!DOCTYPE html><title>the page of 10003</title>');
    execFileSync(
      join(ROOT, 'bin', 'emtools'),
      [
        'index',
        '--entry',
        ...ids.map(id => join(folder, id)),
        '--failed',
        join(folder, 'failed.csv'),
        '--out-dir',
        folder,
      ],
      { stdio: 'inherit' },
    );
    browser = await launch();
    page = await open(browser, join(folder, 'index.html'));
    await page.waitForSelector('body[data-ready]');
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const visible = () =>
    page.$$eval('#entries tbody tr:not([hidden])', rows => rows.map(row => row.cells[0].dataset.value));
  const column = index =>
    page.$$eval(
      '#entries tbody tr:not([hidden])',
      (rows, i) => rows.map(row => row.cells[i].dataset.value ?? row.cells[i].textContent),
      index,
    );
  const sortBy = title => page.click(`#entries thead button:has-text("${title}")`);
  const ordered = values => values.every((value, i) => i === 0 || values[i - 1] <= value);
  /** Pixels of the chart as dark as a mark or the line that is not faded. */
  const inked = () =>
    page.$eval('#trendChart canvas', canvas => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((sum, value, i) => sum + (i % 4 === 0 && value < 120 ? 1 : 0), 0);
    });

  test('asks nothing of the network and has no complaints', () => {
    assert.deepEqual(page.requests, []);
    assert.deepEqual(page.complaints, []);
  });

  test('lists every entry with its histogram, and what failed', async () => {
    assert.equal((await visible()).length, ENTRIES);
    assert.equal(
      await page.$$eval(
        '#entries .spark svg path',
        paths => paths.length >= 1000 && paths.every(path => path.getBBox().height >= 1),
      ),
      true,
    );
    assert.deepEqual(await page.$$eval('#failures tbody td', cells => cells.map(cell => cell.textContent)), [
      'EMD-9',
      'PREPARE_MAP',
      '2',
      'The map <b>x</b> holds NaN.',
    ]);
  });

  test('a hostile title stays text', async () => {
    assert.equal(await page.$eval('#e7 small', element => element.textContent), HOSTILE);
    assert.equal(await page.$$eval('#entries img, #entries script, #entries b', elements => elements.length), 0);
    assert.notEqual(await page.title(), 'run');
  });

  test('sorts by numbers, both ways, what has none last', async () => {
    await sortBy('mean');
    assert.ok(ordered((await column(2)).map(Number)));
    await sortBy('mean');
    assert.ok(ordered((await column(2)).map(Number).reverse()));
    await sortBy('z');
    const z = await column(4);
    assert.ok(z.slice(-100).every(value => value === '') && ordered(z.slice(0, 900).map(Number)));
    await sortBy('entry');
    assert.equal((await visible())[0], 'EMD-10000');
  });

  test('filters by words, resolution and who made the models, in table and chart', async () => {
    const unfiltered = await inked();
    await page.fill('#text', 'cOMPLEX 12');
    const expected = ids.filter((id, i) => i !== 7 && `${id} Complex ${i}`.includes('12'));
    assert.deepEqual((await visible()).sort(), expected);
    assert.equal(await page.textContent('#shown'), `${expected.length} of 1000 shown`);
    assert.ok((await inked()) < 0.7 * unfiltered, 'what is filtered out fades');
    await page.click('button[type=reset]');
    await page.fill('#from', '2');
    await page.fill('#to', '2.5');
    const between = await page.$$eval('#entries tbody tr:not([hidden])', rows =>
      rows.map(row => Number(row.cells[1].textContent)),
    );
    assert.ok(between.length === 126 && between.every(value => value >= 2 && value <= 2.5), `${between.length}`);
    await page.selectOption('#method', 'models of other programs');
    assert.ok((await column(10)).every(method => method === 'models of other programs'));
    await page.click('button[type=reset]');
    await page.waitForFunction(
      count => document.querySelectorAll('#entries tbody tr:not([hidden])').length === count,
      ENTRIES,
    );
  });

  test('a mark of the chart chooses the row of its entry', async () => {
    await page.fill('#text', 'EMD-10003');
    const canvas = await page.$('#trendChart canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    let chosen = null;
    // the marks lie on a line: some of these points are on one
    for (let x = 0.3; x < 0.9 && chosen === null; x += 0.02) {
      for (let y = 0.85; y > 0.15 && chosen === null; y -= 0.01) {
        await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
        if (await page.$eval('#tooltip', element => !element.hidden)) {
          await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
          chosen = await page.$eval('#tooltip', element => element.firstChild.textContent);
        }
      }
    }
    assert.match(chosen ?? '', /^EMD-1/);
    assert.equal(await page.$eval('#entries tr.pointed', row => row.cells[0].dataset.value), chosen);
    await page.click('button[type=reset]');
  });

  test('a row leads to the page of its entry', async () => {
    const other = await open(browser, join(folder, 'index.html'));
    await other.waitForSelector('body[data-ready]');
    await Promise.all([other.waitForNavigation(), other.click('#e3 a')]);
    assert.equal(await other.title(), 'the page of 10003');
    await other.close();
  });

  test('without scripts it is still a table with a picture', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto('file://' + join(folder, 'index.html'));
    assert.equal(await plain.isVisible('#trendPicture svg'), true);
    assert.equal(await plain.isVisible('#filter'), false);
    assert.equal(await plain.isVisible('#e999 a'), true);
    await context.close();
  });
});
