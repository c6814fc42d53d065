#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""The cells of the benchmark in PyBaMM with IDAKLU: processor time of a repeated solve, and error against its own converged
solution.

    python3 -m venv venv && venv/bin/pip install pybamm bpx
    OMP_NUM_THREADS=1 venv/bin/python compare_pybamm.py [--repeats 11]

The DUALFOIL cell is the one of params/library/cells/dualfoil-graphite-lco.yaml, the BPX cells are those of
validation/data/bpx. Prints the tables that stand in README.md beside this file.
"""
import argparse
import pathlib
import statistics
import time

import numpy as np
import pybamm

FARADAY, FARADAY_OF_DUALFOIL = 96485.33212, 96487.0
BPX = pathlib.Path(__file__).resolve().parent.parent / "data" / "bpx"


def graphite(x):
    terms = [(0.0351, 0.286, 0.083), (-0.0045, 0.849, 0.119), (-0.035, 0.9233, 0.05), (-0.0147, 0.5, 0.034),
             (-0.102, 0.194, 0.142), (-0.022, 0.9, 0.0164), (-0.011, 0.124, 0.0226), (0.0155, 0.105, 0.029)]
    return 0.194 + 1.5 * pybamm.exp(-120.0 * x) + sum(a * pybamm.tanh((x - s) / w) for a, s, w in terms)


def cobalt_oxide(y):
    terms = [(0.07645, 30.834, 54.4806), (2.1581, 52.294, 50.294), (-0.14169, 11.0923, 19.8543),
             (0.2051, 1.4684, 5.4888), (0.2531, 0.56478 / 0.1316, 1 / 0.1316), (-0.02167, -0.525 / 0.006, -1 / 0.006)]
    return 2.16216 + sum(a * pybamm.tanh(p - q * y) for a, p, q in terms)


def exchange_current(k):
    return lambda c_e, c_s, c_max, T: FARADAY * k * (c_e * c_s * (c_max - c_s)) ** 0.5


def conductivity(c, T):
    m = c / 1000
    return 0.0911 + 1.9101 * m - 1.052 * m**2 + 0.1554 * m**3


def dualfoil(current):
    """Model and parameters of the DUALFOIL cell; its film resistance is that of an SEI that does not grow."""
    model = pybamm.lithium_ion.DFN({"SEI": "constant", "SEI film resistance": "distributed"})
    values = pybamm.ParameterValues("Chen2020")
    c_n, c_p = (c * FARADAY_OF_DUALFOIL / FARADAY for c in (24983.26, 51217.93))
    values.update({
        "Negative electrode thickness [m]": 100e-6, "Separator thickness [m]": 25e-6,
        "Positive electrode thickness [m]": 100e-6, "Electrode height [m]": 1.0, "Electrode width [m]": 1.0,
        "Nominal cell capacity [A.h]": 24.0, "Current function [A]": current,
        "Negative electrode porosity": 0.3, "Separator porosity": 1.0, "Positive electrode porosity": 0.3,
        "Negative electrode active material volume fraction": 0.6,
        "Positive electrode active material volume fraction": 0.5,
        "Negative particle radius [m]": 1e-5, "Positive particle radius [m]": 1e-5,
        "Negative particle diffusivity [m2.s-1]": 3.9e-14, "Positive particle diffusivity [m2.s-1]": 1e-13,
        "Negative electrode conductivity [S.m-1]": 100 * 0.7**1.5,
        "Positive electrode conductivity [S.m-1]": 10 * 0.7**1.5,
        "Negative electrode Bruggeman coefficient (electrode)": 0.0,
        "Positive electrode Bruggeman coefficient (electrode)": 0.0,
        "Negative electrode Bruggeman coefficient (electrolyte)": 1.5,
        "Positive electrode Bruggeman coefficient (electrolyte)": 1.5,
        "Separator Bruggeman coefficient (electrolyte)": 1.5,
        "Maximum concentration in negative electrode [mol.m-3]": c_n,
        "Maximum concentration in positive electrode [mol.m-3]": c_p,
        "Initial concentration in negative electrode [mol.m-3]": 0.6 * c_n,
        "Initial concentration in positive electrode [mol.m-3]": 0.5 * c_p,
        "Negative electrode OCP [V]": graphite, "Positive electrode OCP [V]": cobalt_oxide,
        "Negative electrode exchange-current density [A.m-2]": exchange_current(1e-5),
        "Positive electrode exchange-current density [A.m-2]": exchange_current(3e-11),
        "Electrolyte diffusivity [m2.s-1]": lambda c, T: 5.34e-10 * pybamm.exp(-0.65 * c / 1000),
        "Electrolyte conductivity [S.m-1]": conductivity,
        "Cation transference number": 0.4, "Thermodynamic factor": 1.0,
        "Initial concentration in electrolyte [mol.m-3]": 1000.0,
        "Ambient temperature [K]": 298.0, "Initial temperature [K]": 298.0, "Reference temperature [K]": 298.0,
        "Lower voltage cut-off [V]": 2.5, "Upper voltage cut-off [V]": 4.5,
        "Initial SEI thickness [m]": 1e-6, "SEI resistivity [Ohm.m]": 1e3,
    }, check_already_exists=False)
    return model, values


def bpx(name, current=None, charge=1.0):
    values = pybamm.ParameterValues.create_from_bpx(str(BPX / name), target_soc=charge)
    if current is not None:
        values["Current function [A]"] = current
    return pybamm.lithium_ion.DFN(), values


def simulation(cell, mesh, rtol, atol, experiment=None):
    model, values = cell
    x, s, r = mesh
    return pybamm.Simulation(
        model, parameter_values=values, experiment=experiment, solver=pybamm.IDAKLUSolver(rtol=rtol, atol=atol),
        var_pts={"x_n": x, "x_s": s, "x_p": x, "r_n": r, "r_p": r})


def median_ms(solve, repeats):
    solve(), solve()
    times = []
    for _ in range(repeats):
        begin = time.process_time()  # of this process: what others take on a busy machine does not count
        solve()
        times.append(1e3 * (time.process_time() - begin))
    return statistics.median(times)


def voltage(sim, grid):
    return sim.solve([0, grid[-1]], t_interp=grid)["Terminal voltage [V]"](grid)


def ladder(name, cell, seconds, finest, meshes, repeats):
    """Errors against the finest mesh from 10 s on, and times of a repeated solve without output in between."""
    grid = np.arange(10.0, seconds + 0.1, 5.0)
    converged = voltage(simulation(cell, finest, 1e-8, 1e-10), grid)
    for mesh, rtol in meshes:
        sim = simulation(cell, mesh, rtol, 1e-2 * rtol)
        error = np.abs(voltage(sim, grid) - converged).max()
        elapsed = median_ms(lambda: sim.solve([0, seconds]), repeats)
        states = sim.built_model.concatenated_initial_conditions.shape[0]
        print(f"| {name} | {mesh[0]}/{mesh[1]}/{mesh[0]}, {mesh[2]} | {states} | {rtol:.0e} | {1e3 * error:.3f} | {elapsed:.1f} |",
              flush=True)


def drive_cycle(rough):
    """The hour of driving of tasks.cpp, as a C-rate; negative discharges."""
    t, random, noise = np.arange(3600.0), 1, []
    for _ in t:
        random = (1103515245 * random + 12345) & 0x7FFFFFFF
        noise.append(random / 2**31 - 0.5)
    waves = 0.5 * np.sin(2 * np.pi * t / 97.0) + 0.3 * np.sin(2 * np.pi * t / 31.0)
    return t, -0.25 + waves + (np.array(noise) if rough else 0.0)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--repeats", type=int, default=11)
    repeats = arguments.parse_args().repeats
    pybamm.set_logging_level("ERROR")
    print(f"PyBaMM {pybamm.__version__}\n\n| cell | mesh x, r | states | rtol | error / mV | median / ms |\n|---|---|---|---|---|---|")

    meshes = [((10, 5, 10), 1e-4), ((20, 20, 20), 1e-6), ((20, 20, 20), 1e-4), ((40, 20, 40), 1e-4), ((80, 40, 80), 1e-5)]
    ladder("DUALFOIL, 20 A/m² for 1 h", dualfoil(20.0), 3600.0, (120, 40, 160), meshes, repeats)
    lfp = "lfp_18650_cell_BPX.json"
    ladder("LFP BPX, 1C for 3000 s", bpx(lfp, 2.0), 3000.0, (80, 40, 120), meshes[:4], repeats)

    print("\n| task | mesh x, r | median / ms |\n|---|---|---|")
    cycle = pybamm.Experiment([("Discharge at 1C until 2.7 V", "Charge at 1C until 4.2 V", "Hold at 4.2 V until C/20")])
    sim = simulation(bpx("nmc_pouch_cell_BPX.json"), (20, 20, 20), 1e-4, 1e-6, cycle)
    print(f"| NMC BPX, CC-CV cycle | 20/20/20, 20 | {median_ms(sim.solve, repeats):.1f} |", flush=True)
    for rough in (False, True):
        t, rate = drive_cycle(rough)
        current = pybamm.Interpolant(t, -2.0 * rate, pybamm.t, interpolator="linear")
        sim = simulation(bpx(lfp, current, charge=0.6), (20, 20, 20), 1e-4, 1e-6)
        elapsed = median_ms(lambda: sim.solve(t), max(3, repeats // 3))
        print(f"| LFP BPX, drive cycle of 3600 points, {'rough' if rough else 'smooth'} | 20/20/20, 20 | {elapsed:.0f} |",
              flush=True)


if __name__ == "__main__":
    main()
