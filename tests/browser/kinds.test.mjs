/** The page of an entry that holds more than protein, in Chromium. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { drawn, launch, noBrowser, open, ready, still } from './browser.mjs';
import { report } from './entries.mjs';

const NEAR = [30, 22, 30];
const FAR = [60, 22, 30];
const ION = [34, 30, 40];

describe('the page of an entry with ligands', { skip: noBrowser ?? false }, () => {
  let folder, browser, page;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kinds-'));
    const ligand = (number, name, kind, spread, place) => ({ chain: 'A', number, name, kind, spread, place });
    const ligands = [
      ligand(901, 'ATP', 'ligand', 0.6, NEAR),
      ligand(902, '<b>', 'ligand', 2.5, FAR),
      ligand(903, 'MG', 'ion', 0.2, ION),
    ];
    const file = report(join(folder, 'entry'), { residues: 60, ligands });
    browser = await launch();
    page = await open(browser, file);
    await ready(page);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('says what its numbers are of', async () => {
    const text = await page.locator('main').innerText();
    assert.match(text, /Beside protein the models hold 1 ion and 2 ligands\. Where this page says Cα RMSD/);
  });

  test('says of each ligand how well its pose is determined', async () => {
    const rows = await page.locator('section[aria-labelledby=ligands] tbody tr').allInnerTexts();
    assert.equal(rows.length, 3);
    assert.match(rows[0], /A 901\s+ATP\s+ligand\s+0\.60\s.*its pose is determined to 0\.60\sÅ/s);
    assert.match(rows[1], /A 902\s+<b>\s+ligand\s+2\.5/s);
  });

  test('tells of each kind how many residues lie in which class, and what that means', async () => {
    const rows = await page.locator('section[aria-labelledby=kinds] tbody tr').allInnerTexts();
    assert.equal(rows.length, 3);
    assert.match(rows[2], /^ligand\s+2\s+all heavy atoms\s+1\.55\s+1\s+1\s+0$/);
    const words = await page.locator('section[aria-labelledby=kinds] li').allInnerTexts();
    assert.match(words[2], /^ligand: The models agree to within 1\sÅ at 1 ligand; .*A 902: where it lies is known/);
  });

  test('the table of molecules can be held to one kind', async () => {
    const shown = () => page.locator('#moleculeTable tbody tr:visible').count();
    assert.deepEqual(await page.locator('#moleculeKind option').allInnerTexts(), ['all', 'ligand', 'ion']);
    await page.locator('#moleculeKind').selectOption('ion');
    assert.equal(await shown(), 1);
    await page.locator('#moleculeKind').selectOption('');
    assert.equal(await shown(), 3);
  });

  test('a ligand is no letter of the sequence', async () => {
    assert.equal(await page.locator('#sequences i[id]').count(), 60);
  });

  test('the card has the spread of any kind in the place of that of the Cα', async () => {
    const has = async id => {
      await page.evaluate(number => selection.choose(number), id);
      return page.locator('#residueNumbers .term').evaluateAll(all => all.map(({ dataset }) => dataset.term));
    };
    for (const id of [30, 60]) {
      const terms = await has(id);
      assert.ok(
        ['kind', 'rmsd', 'rmsd_sampled'].every(name => terms.includes(name)),
        terms.join(),
      );
      assert.ok(
        ['ca_rmsd', 'ca_rmsd_sampled', 'pucker'].every(name => !terms.includes(name)),
        terms.join(),
      );
    }
    assert.match(await page.locator('#residueNumbers').innerText(), /kind\s+ligand\s+RMSD\s+0\.6 Å/);
  });

  test('the view of all models has its molecules, in the colours of their spread; the worm those of the best', async () => {
    await drawn(page);
    const drawnOf = await page.evaluate(() =>
      view3d.molecules.map(({ obj }) => (obj.data.repr.getLoci ? obj.data.sourceData.elementCount : 0)),
    );
    assert.deepEqual(drawnOf, [9, 9, 9, 9, 9], 'three atoms of each of three molecules, in five models');
    const hidden = () =>
      page.evaluate(() => view3d.molecules.map(({ ref }) => view3d.plugin.state.data.cells.get(ref).state.isHidden));
    await page.evaluate(() => view3d.showModels('worm'));
    assert.deepEqual((await hidden()).map(Boolean), [false, true, true, true, true]);
    await page.evaluate(() => view3d.showModels('models'));
    assert.deepEqual((await hidden()).map(Boolean), [false, false, false, false, false]);
  });

  test('of what is of protein alone the card of a ligand says so', async () => {
    await page.evaluate(() => selection.choose(60));
    assert.match(await page.locator('#residueNumbers').innerText(), /confidence \(it is of protein alone\)/);
  });

  test('shows the poses of the one that is chosen, not those of ligands with numbers beside its', async () => {
    await drawn(page);
    await page.locator('section[aria-labelledby=ligands] td.range button').first().click();
    await page.waitForFunction(() => view3d.shown === 60);
    await still(page);
    assert.match(await page.locator('#residue').innerText(), /ATP A 901\s+0\.60 Å: the models agree/);
    const { center, radius } = await page.evaluate(() => view3d.sphere);
    assert.ok(radius < 5, `${radius} Å, where the other ligand is 30 Å away`);
    assert.ok(Math.hypot(...NEAR.map((at, axis) => at - center[axis])) < 4, center.join());
    assert.deepEqual(page.complaints, []);
  });
});
