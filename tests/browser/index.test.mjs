/** index.html of a run of a thousand entries, in a real browser. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, noBrowser, open } from './browser.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOSTILE =
  '<img src=x onerror="document.title=\'run\'"> & "quoted" {{id}} </script><script>document.title="run"</script>';
const COLUMNS =
  'chain,resnum,icode,resname,ca_rmsd,ca_rmsd_about_mean,ca_rmsd_sampled,all_atom_rmsd,b_iso,b_rmsd,density_ca,confidence';
const ENTRIES = 1000;

/**
 * Entry number i: its mean grows with the resolution; every tenth is another program's, the others have i % 21 of 20
 * residues determined.
 */
function write(folder, i) {
  const id = `EMD-${10000 + i}`;
  const resolution = 1.5 + ((i * 37) % ENTRIES) / 250;
  const mean = Math.exp(1.35 * resolution - 5.98) * (1 + (i % 5) / 5);
  const given = i % 10 === 0;
  const confidence = r => (given ? '' : r < i % 21 ? 0.95 : 0.4);
  const rows = Array.from(
    { length: 20 },
    (_, r) => `A,${r + 1},,ALA,${(mean * (0.55 + (0.9 * r) / 19)).toFixed(3)},,,,,,,${confidence(r)}`,
  );
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
  /** The values of a column, by its name in the address. */
  const column = (name, on = page) =>
    on.$$eval(
      '#entries tbody tr:not([hidden])',
      (rows, of) => {
        const index = [...document.querySelectorAll('#entries th')].findIndex(({ dataset }) => dataset.column === of);
        return rows.map(row => row.cells[index].dataset.value ?? row.cells[index].textContent);
      },
      name,
    );
  const reset = () => page.click('#filter button[type=reset]');
  const sortBy = name => page.click(`#entries th[data-column="${name}"] button`);
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
    assert.ok(ordered((await column('mean')).map(Number)));
    await sortBy('mean');
    assert.ok(ordered((await column('mean')).map(Number).reverse()));
    await sortBy('z');
    const z = await column('z');
    assert.ok(z.slice(-100).every(value => value === '') && ordered(z.slice(0, 900).map(Number)));
    await sortBy('entry');
    assert.equal((await visible())[0], 'EMD-10000');
  });

  test('filters by words, resolution and who made the models, in table and chart', async () => {
    const unfiltered = await inked();
    await page.fill('#text', 'cOMPLEX 12');
    const expected = ids.filter((id, i) => i !== 7 && `${id} Complex ${i}`.includes('12'));
    assert.deepEqual((await visible()).sort(), expected);
    assert.equal(await page.textContent('#shown'), `${expected.length} of 1,000 entries; 0 of 1 without a report`);
    for (let tries = 0; tries < 50 && (await inked()) >= 0.7 * unfiltered; tries++) await page.waitForTimeout(100);
    assert.ok((await inked()) < 0.7 * unfiltered, 'what is filtered out fades');
    await reset();
    await page.fill('[data-column=resolution] .least', '2');
    await page.fill('[data-column=resolution] .most', '2.5');
    const between = (await column('resolution')).map(Number);
    assert.ok(between.length === 126 && between.every(value => value >= 2 && value <= 2.5), `${between.length}`);
    await page.selectOption('#method', 'models of other programs');
    assert.ok((await column('method')).every(method => method === 'models of other programs'));
    await reset();
    await page.waitForFunction(
      count => document.querySelectorAll('#entries tbody tr:not([hidden])').length === count,
      ENTRIES,
    );
  });

  test('stays small and quick', async () => {
    assert.ok(statSync(join(folder, 'index.html')).size <= 2_000_000, `${statSync(join(folder, 'index.html')).size}`);
    const quickest = await page.evaluate(() => {
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        filters.apply();
        return performance.now() - start;
      });
      return Math.min(...times);
    });
    assert.ok(quickest < 500, `${quickest} ms`);
  });

  test('limits to any column; what has no such number is not shown', async () => {
    await page.fill('[data-column=determined] .least', '50');
    const determined = (await column('determined')).map(Number);
    const expected = ids.filter((_, i) => i % 10 !== 0 && 5 * (i % 21) >= 50).length;
    assert.ok(determined.length === expected && determined.every(value => value >= 50), `${determined.length}`);
    await page.selectOption('#further', 'z');
    assert.equal(await page.$eval(':focus', field => field.getAttribute('aria-label')), 'z from');
    await page.keyboard.type('1');
    const both = (await column('z')).map(Number);
    assert.ok(both.length > 0 && both.length < expected && both.every(z => z >= 1));
    await reset();
    assert.equal((await visible()).length, ENTRIES);
    assert.equal(await page.locator('.limit[data-column=z]').count(), 0);
  });

  test('shows those that failed alone, or those that did not', async () => {
    await page.selectOption('#state', 'failed');
    assert.equal(await page.textContent('#shown'), '0 of 1,000 entries; 1 without a report');
    assert.equal(await page.isVisible('#failures'), true);
    await page.selectOption('#state', 'made');
    assert.equal(await page.textContent('#shown'), '1,000 entries; 0 of 1 without a report');
    assert.equal(await page.isVisible('#failures'), false);
    await reset();
    assert.equal(await page.isVisible('#failures'), true);
  });

  test('a link shows the same choice', async () => {
    assert.equal(new URL(page.url()).hash.includes('find'), false);
    await page.fill('#text', 'complex 1');
    await page.fill('[data-column=resolution] .least', '2');
    await page.selectOption('#further', 'median');
    await page.fill('[data-column=median] .most', '0.4');
    await page.selectOption('#method', 'openmm + servalcat');
    await sortBy('mean');
    await sortBy('mean');
    const shown = await visible();
    assert.ok(shown.length > 5 && shown.length < 400, `${shown.length}`);
    const other = await browser.newPage();
    await other.goto(page.url());
    await other.waitForSelector('body[data-ready]');
    const same = await other.$$eval('#entries tbody tr:not([hidden])', rows =>
      rows.map(row => row.cells[0].dataset.value),
    );
    assert.deepEqual(same, shown);
    assert.equal(await other.inputValue('[data-column=median] .most'), '0.4');
    await other.evaluate(() => (location.hash = '#find=EMD-10005'));
    await other.waitForFunction(() => document.querySelectorAll('#entries tbody tr:not([hidden])').length === 1);
    assert.equal(await other.inputValue('[data-column=resolution] .least'), '');
    await other.close();
    await reset();
    assert.equal(new URL(page.url()).hash, '#sort=-mean');
  });

  test('columns explain themselves under the pointer, to keys and below', async () => {
    const tooltip = () => page.$eval('#tooltip', box => (box.hidden ? '' : box.textContent));
    const meaning = await page.textContent('#says-percentile');
    assert.match(meaning, /among all entries of this page that were made alike/);
    await page.hover('#entries th[data-column=percentile]');
    assert.equal(await tooltip(), meaning);
    await page.mouse.move(2, 2);
    assert.equal(await tooltip(), '');
    await page.focus('#entries th[data-column=mean] button');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await tooltip(), meaning);
    await page.keyboard.press('Escape');
    assert.equal(await tooltip(), '');
    const described = await page.$$eval('#entries th button', buttons =>
      buttons.map(button => document.getElementById(button.getAttribute('aria-describedby'))?.textContent ?? ''),
    );
    assert.ok(described.length === 14 && described.every(text => text.endsWith('.')), described.join('\n'));
  });

  test('percentiles, of all and at like resolution, and cells shaded by them', async () => {
    const cells = await page.$$eval('#e1 td', all => all.map(cell => [cell.textContent, cell.className]));
    const index = await page.$$eval('#entries th', all => all.map(({ dataset }) => dataset.column));
    const [text] = cells[index.indexOf('percentile')];
    assert.match(text, /^\d+of 900$/);
    assert.match(cells[index.indexOf('percentile-alike')][0], /^\d+of \d\d$/);
    await page.selectOption('#method', 'openmm + servalcat');
    await sortBy('percentile');
    await sortBy('percentile');
    const best = (await column('mean')).map(Number);
    assert.ok(best.length === 900 && ordered(best), 'the higher the percentile, the lower the mean');
    await reset();
    assert.ok((await page.locator('td.fifth4').count()) > 300 && (await page.locator('td.fifth0').count()) > 300);
    await page.hover('#e1 td.fifth0, #e1 td.fifth1, #e1 td.fifth3, #e1 td.fifth4');
    assert.match(
      await page.textContent('#tooltip'),
      /^percentile \d+ among 900 entries made alike, \d+ among the \d+ at like/,
    );
  });

  test('a phone shows the columns that matter, and all of them when asked', async () => {
    const phone = await open(browser, join(folder, 'index.html'), { viewport: { width: 390, height: 800 } });
    await phone.waitForSelector('body[data-ready]');
    const wide = () => phone.evaluate(() => document.documentElement.scrollWidth);
    const heads = () => phone.locator('#entries th:visible').count();
    assert.equal(await heads(), 4);
    assert.ok((await wide()) <= 390, `${await wide()}`);
    assert.ok(await phone.$eval('.entries', box => box.scrollWidth <= box.clientWidth), 'not cut');
    await phone.click('#allColumns');
    assert.equal(await heads(), 14);
    assert.ok((await wide()) <= 390, `${await wide()}`);
    await phone.close();
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
    await reset();
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
    assert.equal(await plain.isVisible('#says-mean'), true);
    assert.equal(await plain.isVisible('#pairHow'), false);
    assert.equal(await plain.isVisible('#e999 a'), true);
    await context.close();
  });
});
