/** Two entries side by side, on the index and on a page of their own, in a real browser. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, noBrowser, open, ready } from './browser.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOSTILE = `a"><img src=x onerror="document.title='run'"> & b`;
const emtools = (...args) => execFileSync(join(ROOT, 'bin', 'emtools'), args, { encoding: 'utf8' });

/**
 * An entry in folder/name.
 *
 * @param rows of residues.csv: chain, number, insertion code, name, Cα RMSD, confidence
 * @param ligands its lines of what is no polymer
 */
function write(folder, name, id, title, rows, ligands = []) {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  const spreads = rows.map(row => row[4]).sort((a, b) => a - b);
  const mean = spreads.reduce((sum, value) => sum + value, 0) / rows.length;
  const csv = rows.map(row => [...row.slice(0, 5), '', row[5], 'protein', row[4]].join(','));
  writeFileSync(
    join(path, 'residues.csv'),
    ['chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled,confidence,kind,rmsd', ...csv, ...ligands].join('\n') + '\n',
  );
  writeFileSync(join(path, 'report.html'), `<!DOCTYPE html><title>page of ${name}</title>`);
  writeFileSync(
    join(path, 'summary.json'),
    JSON.stringify({
      id,
      title,
      resolution: 3,
      residues: rows.length,
      models: { compared: 10 },
      ca_rmsd: { mean, median: spreads[rows.length >> 1], fractions: { lt1: 0.5, gt3: 0 } },
      engines: { sampler: 'openmm', refiner: 'servalcat' },
      validation: { refined: { fit: { cc_mask: name === 'one' ? 0.8 : 0.7 } } },
      seconds: { sampling: name === 'one' ? 100 : 130 },
    }),
  );
  return path;
}

describe('two entries side by side', { skip: noBrowser ?? false }, () => {
  let folder, browser, one, two, index, pair;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'compare-'));
    const rows = Array.from({ length: 40 }, (_, i) => ['A', i + 1, '', 'ALA', 0.5, 0.95]);
    one = write(
      folder,
      'one',
      HOSTILE,
      'the first',
      [...rows, ['A', 41, '', 'LYS', 0.5, 0.95], ['B', 1, '', 'GLY', 2, 0.3]],
      ['C,1,,ATP,,,,ligand,0.25', 'C,2,,MG,,,,ion,0.3'],
    );
    const other = rows.map(row => [...row]);
    other[9][4] = 3.75; // residue 10 of chain A
    other[9][5] = 0.2;
    other[19][3] = 'GLY';
    two = write(
      folder,
      'two',
      'two',
      'the second',
      [...other, ['A', 50, 'C', 'TRP', 1, 0.9], ['B', 1, '', 'GLY', 1.5, 0.92]],
      ['C,1,,ATP,,,,ligand,2.5'],
    );
    write(folder, 'three', 'three', '', [['Z', 7, '', 'ALA', 1, 0.9]]);
    emtools('index', '--entry', folder, '--out-dir', join(folder, 'pages'));
    index = join(folder, 'pages', 'index.html');
    pair = join(folder, 'pages', 'pair.html');
    assert.match(emtools('compare', one, two, '--out', pair), /^The comparison: .*pair\.html\n$/);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const texts = (page, selector) => page.$$eval(selector, all => all.map(each => each.textContent.trim()));
  const opened = async (file, options) => {
    const page = await open(browser, file, options);
    await ready(page);
    return page;
  };
  const rowOf = async (page, table, heading) =>
    page.$$eval(
      `${table} tbody tr`,
      (rows, of) => rows.map(row => [...row.cells].map(cell => cell.textContent)).find(([first]) => first === of),
      heading,
    );

  test('the page of two says what they share, where they differ and in which numbers', async () => {
    const page = await opened(pair);
    assert.deepEqual([page.requests, page.complaints], [[], []]);
    assert.notEqual(await page.title(), 'run');
    assert.ok((await page.textContent('h1')).includes(HOSTILE));
    assert.equal(
      await page.textContent('#pairMatched'),
      '41 residues are in both, by chain and number; 1 in A alone, 1 in B alone. 1 has another name: ALA A 20 of A is GLY in B.',
    );
    // means over the 41: (40 · 0.5 + 2) / 41 and (39 · 0.5 + 3.75 + 1.5) / 41
    assert.match(
      await page.textContent('#pairSummary'),
      / mean is 0\.54 Å in A and 0\.60 Å in B, a difference of \+0\.067 Å\. 1 residue differs by more than 1 Å\./,
    );
    assert.deepEqual(await rowOf(page, '#pairResidues', 'ALA A 10'), ['ALA A 10', '0.50', '3.75', '+3.25']);
    assert.equal((await texts(page, '#pairResidues tbody th'))[1], 'GLY B 1');
    assert.deepEqual(await texts(page, '#pairMolecules tbody tr'), ['ATP C 10.252.50+2.25', 'MG C 20.30––']);
    assert.deepEqual(await rowOf(page, '#pairNumbers', 'CC mask'), ['CC mask', '0.80', '0.70', '−0.10', 'A']);
    assert.equal((await rowOf(page, '#pairNumbers', 'mean Cα RMSD, Å'))[4], 'A');
    assert.deepEqual(await rowOf(page, '#pairFolded', 'seconds sampling'), [
      'seconds sampling',
      '100',
      '130',
      '+30',
      '',
    ]);
    await page.click('#pairSwap');
    await page.waitForFunction(() => document.querySelector('#pairNames a').textContent === 'two');
    assert.deepEqual(await rowOf(page, '#pairNumbers', 'CC mask'), ['CC mask', '0.70', '0.80', '+0.10', 'B']);
    await page.close();
  });

  test('the confidence can be compared, and other chains', async () => {
    const page = await opened(pair);
    await page.click('#pairMeasures label:has-text("confidence")');
    await page.waitForFunction(() => document.getElementById('pairSummary').textContent.includes('confidence'));
    assert.match(await page.textContent('#pairSummary'), /1 residue determined in A alone, 1 in B alone\./);
    const bars = () =>
      page.evaluate(() => {
        const found = [];
        const visit = item => {
          for (const child of item.items ?? []) {
            if (typeof child.datum?.difference === 'number' && child.fillOpacity !== 0 && child.fill?.startsWith?.('#'))
              found.push([child.datum.residue, Math.round(100 * child.datum.difference) / 100, child.fill]);
            visit(child);
          }
        };
        visit(comparison.view.scenegraph().root);
        return found;
      });
    const differing = async () => (await bars()).filter(([, difference]) => difference !== 0);
    for (let tries = 0; tries < 100 && (await differing())[0]?.[1] !== -0.75; tries++) await page.waitForTimeout(100);
    assert.deepEqual(await differing(), [['ALA A 10', -0.75, '#0072b2']]);
    assert.equal((await bars()).length, 40);
    await page.selectOption('#pairChain', 'B');
    for (let tries = 0; tries < 100 && (await bars()).length !== 1; tries++) await page.waitForTimeout(100);
    assert.deepEqual(await bars(), [['GLY B 1', 0.62, '#d55e00']]);
    await page.close();
  });

  test('two rows of the index are compared at once, by keys too, and a link shows them', async () => {
    const page = await opened(index);
    assert.equal(await page.isVisible('#comparison'), false);
    const tick = label => page.locator('#entries .pick').and(page.getByLabel('compare ' + label, { exact: true }));
    await tick(HOSTILE).focus();
    await page.keyboard.press('Space');
    assert.match(await page.textContent('#pairChosen'), /: tick another one$/);
    assert.equal(await page.isDisabled('#pairShow'), true);
    await tick('two').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#comparison', { state: 'visible' });
    await page.waitForFunction(() => document.activeElement.id === 'comparison');
    assert.match(await page.textContent('#pairMatched'), /^41 residues are in both/);
    assert.deepEqual(await rowOf(page, '#pairResidues', 'ALA A 10'), ['ALA A 10', '0.50', '3.75', '+3.25']);
    assert.deepEqual(await rowOf(page, '#pairNumbers', 'CC mask'), ['CC mask', '0.80', '0.70', '−0.10', 'A']);
    await page.waitForSelector('#pairChart canvas');
    const other = await browser.newPage();
    await other.goto(page.url());
    await ready(other);
    await other.waitForSelector('#comparison', { state: 'visible' });
    assert.deepEqual(await texts(other, '#pairNames a'), [HOSTILE, 'two']);
    assert.equal(await other.$eval('#pairNames a', link => decodeURI(link.href).endsWith('/one/report.html')), true);
    await other.close();
    await page.click('#pairClose');
    assert.equal(await page.isVisible('#comparison'), false);
    assert.equal(await page.isVisible('#pairBar'), false);
    assert.equal(new URL(page.url()).hash, '');
    await page.close();
  });

  test('of three the last two count; without a residue in common it says so', async () => {
    const page = await opened(index);
    for (const label of [HOSTILE, 'two', 'three'])
      await page
        .locator('#entries .pick')
        .and(page.getByLabel('compare ' + label, { exact: true }))
        .check();
    assert.equal(await page.locator('.pick:checked').count(), 2);
    await page.click('#pairShow');
    await page.waitForSelector('#comparison', { state: 'visible' });
    assert.match(await page.textContent('#pairMatched'), /^No residue of A has the chain and number of one of B/);
    assert.equal(await page.isVisible('#pairFarthest'), false);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  test('both are read on a phone without scrolling sideways', async () => {
    for (const file of [pair, index + '#compare=two&compare=three']) {
      const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
      await page.goto('file://' + file);
      await ready(page);
      await page.waitForSelector('#pairNumbers', { state: 'visible' });
      await page.waitForSelector('#pairChart canvas');
      const wide = await page.$$eval('main .scroll', boxes =>
        boxes.filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.outerHTML.slice(0, 120)),
      );
      assert.deepEqual(wide, []);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
      await page.close();
    }
  });
});
