/** The 3D view of a page in Chromium: what it says of an atom, its colours by element, levels in σ, and its picture. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { drawn, launch, noBrowser, open, ready, still } from './browser.mjs';
import { position, report } from './entries.mjs';

describe('the 3D view', { skip: noBrowser ?? false }, () => {
  let folder, browser, file, page;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'view3d-'));
    file = report(join(folder, 'judged'), { residues: 40, models: 3, judged: true, id: 'EMD-1 a/b' });
    browser = await launch();
    page = await open(browser, file, { viewport: { width: 700, height: 700 } });
    await ready(page);
    await drawn(page);
    await page.evaluate(() => selection.choose(20));
    await still(page);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const text = id => page.locator(id).textContent();
  /** Sets the level by its number. */
  const level = async value => {
    await page.locator('#levelNumber').fill(String(value));
    await page.locator('#levelNumber').press('Enter');
    await page.evaluate(() => view3d.work);
  };

  test('what is under the pointer is said beside it', async () => {
    // what Mol* has under the pointer is given, as a pixel that a side chain covers differs from driver to driver
    const under = (atom, scheme) =>
      page.evaluate(
        async ([name, colour]) => {
          document.querySelector(`[name=colours][value=${colour}]`).click();
          const { data } = view3d.structures[2].obj;
          const schema = { auth_asym_id: 'A', auth_seq_id: 19, pdbx_PDB_ins_code: '', auth_atom_id: name };
          const loci = molstar.StructureElement.Loci.fromSchema(data, schema);
          view3d.plugin.behaviors.interaction.hover.next({ current: { loci } });
          // at once, since Mol* itself finds nothing under the pointer a moment later
          const label = document.getElementById('hovered');
          return { said: label.textContent, box: label.getBoundingClientRect().toJSON() };
        },
        [atom, scheme],
      );
    const canvas = await page.locator('#view3d canvas').boundingBox();
    await page.mouse.move(canvas.x + 100, canvas.y + 60);
    const rmsd = await page.evaluate(() => charts.page.residues.ca_rmsd[20]);
    assert.equal((await under('NZ', 'classes')).said, `A 19 LYS NZ · model 3 · spread ${rmsd.toFixed(1)} Å`);
    const { said, box: label } = await under('CD', 'confidence');
    assert.equal(said, 'A 19 LYS CD · model 3 · no confidence');
    assert.ok(Math.abs(label.x - canvas.x - 114) < 2 && Math.abs(label.y - canvas.y - 74) < 2, JSON.stringify(label));
    await page.mouse.move(canvas.x + canvas.width - 10, canvas.y + canvas.height - 5);
    const { box: other } = await under('CD', 'confidence');
    assert.ok(other.x > canvas.x && other.x + other.width < canvas.x + canvas.width - 10, 'on the other side');
    assert.ok(other.y + other.height < canvas.y + canvas.height);
    await page.mouse.move(canvas.x + canvas.width / 2, canvas.y - 30);
    await page.waitForFunction(() => document.getElementById('hovered').textContent === '');
  });

  test('a pointer over the models finds an atom', async () => {
    const [x, y] = await page.evaluate(
      at => [...view3d.plugin.canvas3d.camera.project([0, 0, 0, 0], at)],
      position(20, 'CA'),
    );
    const place = page.locator('#view3d canvas');
    await place.evaluate(element => element.scrollIntoView({ block: 'center' }));
    const canvas = await place.boundingBox();
    let said = null;
    for (let beside = 0; beside < 24 && said === null; beside += 2) {
      await page.mouse.move(canvas.x + x + (beside % 4 ? beside : -beside), canvas.y + canvas.height - y);
      const label = page.waitForFunction(() => document.getElementById('hovered').textContent || false, null, {
        timeout: 4000,
      });
      said = await label.then(
        handle => handle.jsonValue(),
        () => null,
      );
    }
    assert.match(said ?? '', /^A \d+A? (LYS|GLU) [A-Z]{1,2}\d? · model [123] · /);
  });

  test('side chains: carbon has the colour that was chosen, other atoms that of their element', async () => {
    const of = scheme =>
      page.evaluate(colour => {
        const { colorThemeRegistry } = view3d.plugin.representation.structure.themes;
        const theme = colorThemeRegistry.create('emconverge-elements', {}, { scheme: colour });
        const { Loci } = molstar.StructureElement;
        const { data } = view3d.structures[0].obj;
        const at = (number, atom) =>
          theme.color(
            Loci.getFirstLocation(
              Loci.fromSchema(data, { auth_asym_id: 'A', auth_seq_id: number, auth_atom_id: atom }),
            ),
          );
        const hex = value => '#' + value.toString(16).padStart(6, '0');
        return {
          colour: colours.of(20, colour),
          carbon: hex(at(19, 'CG')),
          nitrogen: hex(at(19, 'NZ')),
          oxygen: hex(at(20, 'OE1')),
        };
      }, scheme);
    for (const scheme of ['classes', 'confidence', 'even']) {
      const { colour, carbon, nitrogen, oxygen } = await of(scheme);
      assert.equal(carbon, colour);
      assert.deepEqual([nitrogen, oxygen], ['#3050f8', '#ff0d0d']); // Jmol's
    }
    const themes = () =>
      page.evaluate(() =>
        view3d.plugin.state.data
          .selectQ(q => q.ofTransformer(molstar.StateTransforms.Representation.StructureRepresentation3D))
          .map(({ transform: { params } }) => [params.type.name, params.colorTheme.name].join()),
      );
    await page.locator('[name=colours][value=even]').check();
    await page.evaluate(() => view3d.colour());
    assert.deepEqual(
      new Set(await themes()),
      new Set(['backbone,emconverge-colours', 'putty,emconverge-colours', 'ball-and-stick,emconverge-elements']),
    );
    await page.locator('[name=colours][value=confidence]').check();
  });

  test('the level is in σ as well, and it says of which map', async () => {
    const { mean, sd, low, step } = await page.evaluate(() => view3d.map);
    const values = new Float32Array(
      new Uint8Array(readFileSync(join(folder, 'judged', 'prepared', 'map.mrc')).subarray(1024)).buffer,
    );
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length);
    assert.ok(
      Math.abs(mean - average) < 1e-4 && Math.abs(sd - deviation) < 1e-4,
      `${mean} ${average} ${sd} ${deviation}`,
    );
    await level(1.5);
    assert.equal(await text('#levelSigma'), `= ${((1.5 - average) / deviation).toFixed(1)} σ of the map in prepared/`);
    assert.ok(Math.abs((await page.locator('#level').inputValue()) - 1.5) < 1e-6);
    await page.locator('#level').focus();
    await page.keyboard.press('Home');
    await page.evaluate(() => view3d.work);
    assert.ok(Math.abs((await page.locator('#levelNumber').inputValue()) - (low + step)) < 0.01);
    await level(-5);
    assert.ok(
      Math.abs((await page.evaluate(() => view3d.map.level)) - (low + step)) < 1e-9,
      'no lower than the page has',
    );
  });

  test('σ is that of the whole map where its preparation was recorded', async () => {
    mkdirSync(join(folder, 'recorded', 'prepared'), { recursive: true });
    writeFileSync(join(folder, 'recorded', 'prepared', 'map.json'), JSON.stringify({ mean: 0.5, sd: 0.25 }));
    const recorded = await open(browser, report(join(folder, 'recorded'), { residues: 40, models: 2 }));
    await ready(recorded);
    await drawn(recorded);
    const now = await recorded.evaluate(() => view3d.map.level);
    assert.equal(
      await recorded.locator('#levelSigma').textContent(),
      `= ${((now - 0.5) / 0.25).toFixed(1)} σ of the whole map as given`,
    );
    await recorded.close();
  });

  test('where the mesh around a residue is empty it says so, and what to do', async () => {
    await level(1);
    assert.equal(await text('#noDensity'), '');
    const highest = await page.evaluate(() => view3d.map.highest(view3d.sphere.center, view3d.MESH_RADIUS));
    await level(highest + 0.1);
    assert.equal(
      await text('#noDensity'),
      `No density above this level here: lower it. There is some below ${Number(highest.toPrecision(3))}.`,
    );
    await level(highest - 0.1);
    assert.equal(await text('#noDensity'), '');
    await page.evaluate(() => view3d.map.values.fill(-128));
    await level(highest);
    assert.match(
      await text('#noDensity'),
      /^No density above this level here, nor above [\d.]+, the lowest in this page\.$/,
    );
  });

  test('the arrow keys turn what is seen, plus and minus bring it nearer and farther', async () => {
    const from = () =>
      page.evaluate(() => {
        const { position: at, target } = view3d.plugin.canvas3d.camera.getSnapshot();
        return [...at].map((value, axis) => value - target[axis]);
      });
    const press = async key => {
      const earlier = await from();
      await page.keyboard.press(key);
      await page.waitForFunction(
        ([was]) => {
          const { position: at, target } = view3d.plugin.canvas3d.camera.getSnapshot();
          return Math.hypot(...was.map((value, axis) => value - at[axis] + target[axis])) > 1e-3;
        },
        [earlier],
      );
      const now = await from();
      const length = vector => Math.hypot(...vector);
      const cosine = earlier.reduce((sum, value, i) => sum + value * now[i], 0) / length(earlier) / length(now);
      return { turned: (Math.acos(Math.min(1, cosine)) * 180) / Math.PI, nearer: length(earlier) / length(now) };
    };
    await page.locator('#view3d canvas').focus();
    const start = await from();
    for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight']) {
      const { turned, nearer } = await press(key);
      assert.ok(Math.abs(turned - 10) < 0.2 && Math.abs(nearer - 1) < 1e-3, `${key}: ${turned} ${nearer}`);
    }
    const back = await from();
    assert.ok(
      Math.hypot(...back.map((value, axis) => value - start[axis])) < 0.01 * Math.hypot(...start),
      'there and back',
    );
    const { turned, nearer } = await press('+');
    assert.ok(turned < 0.1 && Math.abs(nearer - 1.2) < 0.01, `${turned} ${nearer}`);
  });

  test('the picture is saved at twice its pixels, under a name that says what it shows', async () => {
    await page.locator('#view3d').evaluate(box => (box.style.height = '150px')); // small: a processor draws it
    await page.waitForFunction(() => document.querySelector('#view3d canvas').height === 150);
    const canvas = await page.locator('#view3d canvas').evaluate(({ width, height }) => [width, height]);
    const timeout = 240_000;
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout }),
      page.locator('#savePicture').click({ timeout }),
    ]);
    assert.equal(download.suggestedFilename(), 'EMD-1-a-b_A19_confidence.png');
    const png = readFileSync(await download.path());
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    assert.deepEqual(
      [png.readUInt32BE(16), png.readUInt32BE(20)],
      canvas.map(pixels => 2 * pixels),
    );
    assert.ok(png.length > 3000, `more than the ground: ${png.length} bytes`);
    assert.deepEqual(
      page.complaints.filter(line => !line.includes('GL Driver Message')),
      [],
    );
  });
});
