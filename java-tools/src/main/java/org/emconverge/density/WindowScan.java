package org.emconverge.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures all wanted nodes, one layer after the other. Threads take the nodes of a layer as they come; every node's
 * value is its own, so that their number and order do not matter.
 */
final class WindowScan {
    private final WindowNodes nodes;
    private final DensityMap half1;
    private final DensityMap half2;
    private final FscWindow window;

    WindowScan(WindowNodes nodes, DensityMap half1, DensityMap half2, FscWindow window) {
        this.nodes = nodes;
        this.half1 = half1;
        this.half2 = half2;
        this.window = window;
    }

    void run(double threshold, int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<WindowedFsc> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(new WindowedFsc(window, threshold));
        }
        try {
            for (int layer = 0; layer < nodes.map().nz(); layer++) {
                // Windows on equal maps, as where both were set to zero, tell nothing.
                if (differBefore(layer * nodes.step() + window.size[2] - window.size[2] / 2)) {
                    measure(wanted(layer), workers, pool);
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Whether the maps differ anywhere in the sections before one. */
    private boolean differBefore(int section) {
        int end = Math.min(section, half1.nz()) * half1.nx() * half1.ny();
        return Arrays.mismatch(half1.values(), 0, end, half2.values(), 0, end) >= 0;
    }

    /** The wanted nodes (x, y, z) of a layer. */
    private List<int[]> wanted(int layer) {
        List<int[]> wanted = new ArrayList<>();
        for (int y = 0; y < nodes.map().ny(); y++) {
            for (int x = 0; x < nodes.map().nx(); x++) {
                if (nodes.wanted()[nodes.map().index(x, y, layer)]) {
                    wanted.add(new int[] {x, y, layer});
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
            centre[axis] = node[axis] * nodes.step();
        }
        nodes.map().values()[nodes.map().index(node[0], node[1], node[2])] = worker.resolution(half1, half2, centre);
    }
}
