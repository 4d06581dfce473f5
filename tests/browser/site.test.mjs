/** A site of made-up entries, in a real browser: from a file, below a path of a server, and without scripts. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { faults, launch, noBrowser, open, ready } from './browser.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOSTILE =
  '<img src=x onerror="document.title=\'run\'"> & "quoted" {{id}} </script><script>document.title="run"</script>';
const ENTRIES = 600;
const TYPES = { '.html': 'text/html', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Entry number i: its mean grows with the resolution; every tenth is another program's, every seventh contested. */
function write(results, i, factor = 1) {
  const id = `EMD-${10000 + i}`;
  const resolution = 1.5 + ((i * 37) % ENTRIES) / 150;
  const mean = factor * Math.exp(1.2 * resolution - 5) * (1 + (i % 5) / 5);
  const given = i % 10 === 0;
  const rows = Array.from({ length: 20 }, (_, r) => {
    const shifted = i % 7 === 0 && r >= 5 && r < 10;
    return `A,${r + 1},,ALA,${(mean * (0.55 + (0.9 * r) / 19)).toFixed(3)},,${given ? '' : 0.95},${shifted ? '0.1,-2' : '0.9,0'}`;
  });
  mkdirSync(join(results, id), { recursive: true });
  writeFileSync(
    join(results, id, 'residues.csv'),
    [
      'chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled,confidence,register_probability,register_shift',
      ...rows,
      '',
    ].join('\n'),
  );
  writeFileSync(
    join(results, id, 'summary.json'),
    JSON.stringify({
      id,
      title: i === 7 ? HOSTILE : `Complex ${i}`,
      authors: [`Author${i % 30}`],
      emdb: i === 12 ? id : null,
      pdb: '3j6b',
      resolution,
      residues: 20,
      models: { compared: 10 },
      ca_rmsd: { mean, median: mean, fractions: { lt1: 0.5, gt3: 0 } },
      trend: given ? null : { expected_mean: 1, z: (i % 5) - 2 },
      engines: given ? { sampler: null, refiner: null } : { sampler: 'openmm', refiner: 'servalcat' },
    }),
  );
  return { id, resolution, mean };
}

function record(results, date) {
  mkdirSync(join(results, 'pipeline_info'), { recursive: true });
  writeFileSync(join(results, 'pipeline_info', 'run.json'), JSON.stringify({ completed: date }));
}

const make = (site, ...results) =>
  execFileSync(
    join(ROOT, 'bin', 'emtools'),
    ['site', '--results', ...results, '--out-dir', site, '--renderer', join(ROOT, 'bin', 'render_figures.py')],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );

describe('a site', { skip: noBrowser ?? false }, () => {
  let folder, site, entries, browser, server, page;
  const shown = () => page.textContent('#shown');
  const ids = () => page.$$eval('#rows tbody a', links => links.map(link => link.textContent));
  const reset = () => page.click('#filter button[type=reset]');

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'site-'));
    site = join(folder, 'site');
    const [first, second] = ['first', 'second'].map(name => join(folder, name));
    record(first, '2026-11-20T10:00:00Z');
    record(second, '2026-11-27T10:00:00Z');
    entries = Array.from({ length: ENTRIES }, (_, i) => write(first, i));
    writeFileSync(
      join(first, 'pipeline_info', 'failed.csv'),
      'id,process,exit,reason\nEMD-9,PREPARE_MAP,2,"The map <b>x</b> holds NaN."\n',
    );
    writeFileSync(join(first, 'withdrawn.csv'), 'emdb,noticed\nEMD-10012,2026-11-27\n');
    writeFileSync(join(first, 'EMD-10003', 'report.html'), '<!DOCTYPE html><title>the report of 10003</title>');
    entries[11] = write(second, 11, 0.5);
    make(site, first, second);
    browser = await launch('--disable-3d-apis');
    page = await open(browser, join(site, 'index.html'));
    await ready(page);
    server = createServer((request, response) => {
      const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)).replace('/deep/path', '');
      let file = join(site, path);
      try {
        if (statSync(file).isDirectory()) file = join(file, 'index.html');
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
        response.end(readFileSync(file));
      } catch {
        response.writeHead(404).end();
      }
    }).listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
  });
  after(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('marks what EMDB has no more, which can be searched for', async () => {
    await page.fill('#text', 'withdrawn');
    await page.waitForFunction(() => document.querySelectorAll('#rows tbody a').length === 1);
    assert.equal(await page.textContent('#rows tbody td:has(a) .withdrawn'), 'withdrawn');
    assert.deepEqual(await ids(), ['EMD-10012']);
    await reset();
    assert.equal(await page.$$eval('#rows tbody .withdrawn', marks => marks.length), 1);
  });
  test('asks for its own files alone and has no complaints', () => {
    assert.ok(page.requests.every(address => address.includes(site)));
    assert.deepEqual(page.complaints, []);
  });

  test('draws only the rows in the window, and all as one scrolls', async () => {
    assert.equal(await shown(), '600 entries');
    const first = await ids();
    assert.ok(first.length < 60 && first[0] === 'EMD-10000', `${first}`);
    await page.$eval('#window', element => (element.scrollTop = element.scrollHeight));
    await page.waitForFunction(
      () => document.querySelector('#rows tbody tr:nth-last-child(2) a')?.textContent === 'EMD-10599',
    );
    assert.equal(await page.$eval('#rows', table => table.getAttribute('aria-rowcount')), '601');
    const heights = await page.$$eval('#rows tbody tr:not(.space)', rows => rows.map(row => row.offsetHeight));
    assert.ok(
      heights.every(height => height === 44),
      `${new Set(heights)}`,
    );
  });

  test('finds by id, title and author, and keeps the choice in the address', async () => {
    await page.fill('#text', 'complex AUTHOR12 10042');
    assert.deepEqual(await ids(), ['EMD-10042']);
    assert.equal(await shown(), '1 of 600 entries');
    const address = page.url();
    assert.match(address, /#find=complex\+AUTHOR12\+10042$/);
    const other = await browser.newPage();
    await other.goto(address);
    await ready(other);
    assert.equal(await other.textContent('#shown'), '1 of 600 entries');
    await other.close();
    await reset();
    assert.equal(await shown(), '600 entries');
    assert.equal(new URL(page.url()).hash, '');
  });

  test('limits any column, and sorts it both ways with what has no number last', async () => {
    await page.fill('[data-column=resolution] .most', '2');
    const expected = entries.filter(({ resolution }) => Math.round(resolution * 1000) <= 2000);
    assert.equal(await shown(), `${expected.length} of 600 entries`);
    await reset();
    await page.selectOption('#further', 'contested');
    await page.fill('[data-column=contested] .least', '1');
    assert.equal(await shown(), `${entries.filter((_, i) => i % 7 === 0).length} of 600 entries`);
    await reset();
    await page.click('th[data-column=mean] button');
    const means = [...entries].sort((a, b) => a.mean - b.mean);
    assert.equal(await page.$eval('th[data-column=mean]', heading => heading.getAttribute('aria-sort')), 'ascending');
    const meanOf = id => entries.find(entry => entry.id === id).mean;
    const [first] = await ids();
    assert.ok(meanOf(first) - means[0].mean < 0.0006, `${first} comes first, ${means[0].id} has the least`); // shown by thousandths
    await page.click('th[data-column=mean] button');
    const [last] = await ids();
    assert.ok(means[ENTRIES - 1].mean - meanOf(last) < 0.0006, `${last} comes first`);
    await page.click('th[data-column=z] button');
    await page.click('th[data-column=z] button');
    await page.$eval('#window', element => (element.scrollTop = element.scrollHeight));
    await page.waitForFunction(
      () => document.querySelector('#rows tbody tr:nth-last-child(2) td:nth-child(7)')?.textContent === '–',
    );
    await reset();
  });

  test('a box drawn in the chart chooses the entries of the table', async t => {
    if (await page.$eval('#trendChart', chart => chart.hidden)) return t.skip('the jar has no Vega');
    await page.locator('#trendMarks').scrollIntoViewIfNeeded();
    const { x, y, width, height } = await page.locator('#trendMarks').boundingBox();
    await page.mouse.move(x + width * 0.3, y + height * 0.1);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.6, y + height * 0.8, { steps: 4 });
    await page.mouse.up();
    const limit = (column, side) => page.$eval(`[data-column=${column}] .${side}`, field => Number(field.value));
    const [from, to] = [await limit('resolution', 'least'), await limit('resolution', 'most')];
    const [low, high] = [await limit('mean', 'least'), await limit('mean', 'most')];
    assert.ok(from > 1.5 && to > from && low > 0 && high > low, `${[from, to, low, high]}`);
    const thousandth = value => Math.round(value * 1000) / 1000;
    const expected = entries.filter(
      ({ resolution, mean }) =>
        thousandth(resolution) >= from &&
        thousandth(resolution) <= to &&
        thousandth(mean) >= low &&
        thousandth(mean) <= high,
    );
    assert.ok(expected.length > 20 && expected.length < 500);
    assert.equal(await shown(), `${expected.length} of 600 entries`);
    assert.equal(await page.$eval('#brush', box => box.hidden), false);
    await reset();
    await page.waitForSelector('#brush', { state: 'hidden' });
  });

  test('a hostile title stays text everywhere', async () => {
    await page.fill('#text', 'EMD-10007');
    assert.equal(await page.$eval('#rows tbody small', element => element.textContent), HOSTILE);
    await page.click('#rows tbody a');
    assert.equal(await page.textContent('header p:nth-of-type(2)'), HOSTILE);
    assert.notEqual(await page.title(), 'run');
    await page.goto(`file://${join(site, 'left_out.html')}`);
    assert.ok((await page.textContent('main')).includes('The map <b>x</b> holds NaN.'));
    assert.equal(await page.$$eval('main b, main img, main script', elements => elements.length), 0);
    await page.goto(`file://${join(site, 'index.html')}`);
    await ready(page);
  });

  test('an entry has its profile, its history and its report', async () => {
    const entry = await open(browser, join(site, 'entries', 'EMD-10011', 'index.html'));
    assert.deepEqual(entry.complaints, []);
    assert.deepEqual(
      await entry.$$eval('#history + div tbody td:first-child', cells => cells.map(cell => cell.textContent)),
      ['2', '1'],
    );
    assert.match(await entry.textContent('#history + div tbody tr td:nth-child(3) small'), /^−0\.\d{3}$/);
    assert.ok(await entry.$eval('img[src="profile.svg"]', image => image.complete && image.naturalWidth > 0));
    await entry.goto(`file://${join(site, 'entries', 'EMD-10003', 'index.html')}`);
    await entry.click('a.open');
    assert.equal(await entry.title(), 'the report of 10003');
    await entry.close();
  });

  test('works below a path of a server', async () => {
    const there = await browser.newPage();
    const wrong = [];
    there.on(
      'response',
      response => response.status() >= 400 && !response.url().endsWith('favicon.ico') && wrong.push(response.url()),
    );
    await there.goto(`http://127.0.0.1:${server.address().port}/deep/path/index.html`);
    await ready(there);
    await there.fill('#text', '10042');
    await there.click('#rows tbody a');
    assert.equal(await there.textContent('h1'), 'EMD-10042');
    for (const name of ['All entries', 'Best and worst', 'Contested register', 'Left out', 'Data', 'Search']) {
      await there.click(`nav[aria-label=Site] >> text="${name}"`);
      await there.waitForLoadState();
    }
    assert.deepEqual(wrong, []);
    await there.close();
  });

  test('every entry can be read without scripts', async () => {
    const plain = await open(browser, join(site, 'index.html'), { javaScriptEnabled: false });
    assert.equal(await plain.isVisible('#filter'), false);
    assert.ok(await plain.isVisible('img[src="trend.svg"]'));
    await plain.click('noscript a');
    const found = [];
    for (let number = 1; ; number++) {
      found.push(...(await plain.$$eval('tbody a', links => links.map(link => link.textContent))));
      const next = plain.locator(`nav.pages a`, { hasText: new RegExp(`^${number + 1}$`) });
      if ((await next.count()) === 0) break;
      await next.click();
    }
    assert.deepEqual(
      found,
      entries.map(({ id }) => id),
    );
    await plain.click('tbody a >> nth=0');
    assert.ok((await plain.textContent('.headline')).length > 50);
    await plain.close();
  });

  for (const colorScheme of ['light', 'dark']) {
    for (const width of [390, 1400]) {
      test(`axe-core finds no serious fault, and nothing is too wide: ${colorScheme}, ${width} pixels`, async () => {
        for (const name of [
          'index.html',
          'entries/EMD-10011/index.html',
          'lists/determined.html',
          'left_out.html',
          'data/index.html',
        ]) {
          const looked = await open(browser, join(site, name), { colorScheme, viewport: { width, height: 900 } });
          if (name === 'index.html') await ready(looked);
          assert.deepEqual(await faults(looked), [], name);
          assert.ok((await looked.evaluate(() => document.documentElement.scrollWidth)) <= width, name);
          await looked.close();
        }
      });
    }
  }
});
