package org.emconverge.density;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures all wanted nodes while the maps pass by, one layer of nodes after the other. Threads take the nodes of a
 * layer as they come; every node's value is its own, so that their number and order do not matter.
 */
final class WindowScan {
    private final WindowNodes nodes;
    private final SlidingSections maps;
    private final FscWindow window;
    private final int[] axes;

    /** @param axes of the map, 0 for x, along columns, rows, sections */
    WindowScan(WindowNodes nodes, SlidingSections maps, FscWindow window, int[] axes) {
        this.nodes = nodes;
        this.maps = maps;
        this.window = window;
        this.axes = axes;
    }

    void run(double threshold, int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<WindowedFsc> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(new WindowedFsc(window, threshold));
        }
        try {
            int layers = size()[axes[2]];
            for (int layer = 0; layer < layers; layer++) {
                maps.readTo(layer * nodes.step() + window.size[2] - window.size[2] / 2 - 1);
                // Windows on equal maps, as where both were set to zero, tell nothing.
                if (maps.differ()) {
                    measure(wanted(layer), workers, pool);
                }
            }
            maps.readTo(maps.size()[2] - 1);
        } finally {
            pool.shutdownNow();
        }
    }

    private int[] size() {
        return new int[] {nodes.map().nx(), nodes.map().ny(), nodes.map().nz()};
    }

    /** The wanted nodes (x, y, z) of a layer along the sections. */
    private List<int[]> wanted(int layer) {
        List<int[]> wanted = new ArrayList<>();
        int[] node = new int[3];
        node[axes[2]] = layer;
        for (node[axes[1]] = 0; node[axes[1]] < size()[axes[1]]; node[axes[1]]++) {
            for (node[axes[0]] = 0; node[axes[0]] < size()[axes[0]]; node[axes[0]]++) {
                if (nodes.wanted()[nodes.map().index(node[0], node[1], node[2])]) {
                    wanted.add(node.clone());
                }
            }
        }
        return wanted;
    }

    private void measure(List<int[]> layer, List<WindowedFsc> workers, ExecutorService pool) {
        AtomicInteger next = new AtomicInteger();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (WindowedFsc worker : workers) {
            tasks.add(() -> {
                for (int i = next.getAndIncrement(); i < layer.size(); i = next.getAndIncrement()) {
                    measure(layer.get(i), worker);
                }
                return null;
            });
        }
        try {
            for (Future<Void> task : pool.invokeAll(layer.isEmpty() ? Collections.emptyList() : tasks)) {
                task.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void measure(int[] node, WindowedFsc worker) {
        int[] centre = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            centre[axis] = node[axes[axis]] * nodes.step();
        }
        nodes.map().values()[nodes.map().index(node[0], node[1], node[2])] = worker.resolution(maps, centre);
    }
}
