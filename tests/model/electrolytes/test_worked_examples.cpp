// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/anderson_stuart.hpp"
#include "model/electrolytes/concentrated.hpp"
#include "model/electrolytes/effective_media.hpp"
#include "model/electrolytes/eisenman.hpp"
#include "model/electrolytes/grain_boundaries.hpp"
#include "model/electrolytes/impedance.hpp"
#include "model/electrolytes/nernst_einstein.hpp"
#include "model/electrolytes/permselectivity.hpp"
#include "model/electrolytes/poisson_boltzmann.hpp"
#include "model/electrolytes/temperature.hpp"
#include "tests/support/charged_layers.hpp"
#include "tests/support/worked_examples.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

// Every worked example on electrolytes (sections C1 to C12) against the functions that claim it. The stability window,
// C13, is held to its examples beside the indicators.

using namespace vitrion;
using namespace vitrion::conduction;

namespace {

constexpr double eV = avogadro * elementary_charge;  // J mol⁻¹
constexpr double angstrom = 1e-10, ohm_cm2 = 1e-4;

using nlohmann::json;

using In = test::WorkedInputs;
using Out = test::WorkedOutputs;

IonSite site(const In& in) {
  return {.charge = in("z", 1.0),
          .site_charge = in("z_O", 2.0),
          .radius = in("r"),
          .site_radius = in("r_O", 1.4e-10),
          .doorway = in("r_D"),
          .shear_modulus = in("G"),
          .displacement = in("beta", 1.0),
          .covalency = in("gamma", 1.0)};
}

/// C11: lithium | ideal dilute electrolyte | lithium with an interfacial resistance, under a step of voltage. At once
/// I₀ = ΔV/(R_b + R₀). At rest the anion does not move, so c runs straight from c₀ + δ to c₀ − δ with
/// I = 4 F D₊ δ/L, and ΔV = (2RT/F) ln((c₀ + δ)/(c₀ − δ)) + I R_ss, solved for δ by bisection.
struct StepResponse {
  double I0, Iss;
};
StepResponse step_response(const In& in) {
  const double c0 = in("c0"), L = in("L"), RT_over_F = gas_constant * in("T") / faraday;
  const auto current = [&](double delta) { return 4.0 * faraday * in("D_plus") * delta / L; };
  double lo = 0.0, hi = c0;
  for (int i = 0; i < 200; ++i) {
    const double delta = 0.5 * (lo + hi);
    const double V = 2.0 * RT_over_F * std::log((c0 + delta) / (c0 - delta)) + current(delta) * in("Rss");
    (V < in("dV") ? lo : hi) = delta;
  }
  return {in("dV") / (L / in("kappa") + in("R0")), current(lo)};
}

Out bruce_vincent(const In& in) {
  const auto [I0, Iss] = step_response(in);
  return {{"I0", I0}, {"Iss", Iss}, {"t_BV", bruce_vincent_transference(in("dV"), I0, in("R0"), Iss, in("Rss"))}};
}

Out eisenman(const In& in) {
  std::vector<Cation> cations;
  const char* const names[] = {"Li", "Na", "K", "Rb", "Cs"};
  for (std::size_t i = 0; i < 5; ++i)
    cations.push_back({names[i], in.list("r_i")[i] * angstrom, 1e3 * in.list("dG_hyd")[i]});
  const double r_A = in("r_A") * angstrom;
  std::string order;
  for (const Cation& cation : selectivity_order(cations, r_A)) order += (order.empty() ? "" : ">") + cation.name;
  const auto kJ = [&](std::size_t i) { return site_preference(cations[i], r_A) / 1e3; };
  return {{"order", order}, {"dG_Li", kJ(0)}, {"dG_K", kJ(2)}, {"dG_Cs", kJ(4)}};
}

Out symmetric_cell(const In& in) {
  const double Rb = in("L") / in("kappa"), t_minus = 1.0 - in("t_plus");
  const SymmetricCell cell{.bulk = Rb,
                           .interface = {in("R_i"), in("C_dl")},
                           .newman = t_minus / in("t_plus"),
                           .diffusivity = in("D"),
                           .thickness = in("L")};
  const std::complex<double> Z = symmetric_cell_impedance(cell, in("f")) / ohm_cm2;
  return {{"ReZ", Z.real()}, {"ImZ", Z.imag()}};
}

const test::WorkedFunctions functions = {
    {"C1.arrhenius_sigmaT",
     [](const In& in) {
       const double prefactor = in("sigma_ref") / hopping_conductivity(1.0, in("Ea") * eV, in("T_ref"));
       return Out{{"sigma", hopping_conductivity(prefactor, in("Ea") * eV, in("T"))}};
     }},
    {"C1.vtf",
     [](const In& in) {
       return Out{{"sigma",
                   vogel_conductivity(in("sigma0"), in("Ea") * eV, in("Tg") - vogel_below_glass_transition, in("T"))}};
     }},
    {"C1.vtf_apparent_Ea",
     [](const In& in) {
       return Out{{"Ea_app", apparent_activation_energy(in("Ea"), in("T0"), in("T"))}};
     }},
    {"C2.anderson_stuart",
     [](const In& in) {
       const double Eb = binding_energy(site(in)) / eV, Es = strain_energy(site(in)) / eV;
       return Out{{"E_b", Eb}, {"E_s", Es}, {"E_a", Eb + Es}};
     }},
    {"C2.mcelfresh_howitt_strain",
     [](const In& in) {
       return Out{{"E_s", strain_energy_of_jump(site(in), in("lam")) / eV}};
     }},
    {"C2.stiff_vs_soft",
     [](const In& in) {  // the site of C2.anderson_stuart in a softer glass
       IonSite soft{.radius = 1.02e-10, .doorway = 6e-11, .shear_modulus = in("G_MOF")}, stiff = soft;
       stiff.shear_modulus = in("G_silicate");
       CHECK(strain_energy(stiff) / strain_energy(soft) == Approx(in("G_silicate") / in("G_MOF")).epsilon(1e-14));
       return Out{{"E_s_MOF", strain_energy(soft) / eV}};
     }},
    {"C3.nernst_einstein",
     [](const In& in) {
       return Out{{"sigma", conductivity_of(in("z"), in("H_R"), in("c"), in("D"), in("T"))}};
     }},
    {"C3.proton_D_from_sigma",
     [](const In& in) {
       return Out{{"D", diffusivity_of(1.0, 1.0, in("c"), in("sigma"), in("T"))}};
     }},
    {"C4.debye_length",
     [](const In& in) {
       return Out{{"lambda_D", 1e9 * debye_length(in("I"), in("eps_r"), in("T"))}};
     }},
    {"C5.fixed_charge_from_pore",
     [](const In& in) {
       return Out{{"X", fixed_charge_of_cylinder(in("sigma_s"), in("r_p"))}};
     }},
    {"C5.donnan_transference",
     [](const In& in) {
       const auto ions = donnan(in("c_s"), in("X"));
       return Out{{"c_plus", ions.counter},
                  {"c_minus", ions.co},
                  {"t_plus", counter_ion_transference(ions, in("D_minus") / in("D_plus"))}};
     }},
    {"C5.poisson_boltzmann_cylinder",
     [](const In& in) {
       const auto ions = poisson_boltzmann({in("r_p"), in("sigma_s"), in("eps_r"), in("T")}, in("c_s"));
       return Out{{"c_plus", ions.counter},
                  {"c_minus", ions.co},
                  {"t_plus", counter_ion_transference(ions, in("D_minus") / in("D_plus"))}};
     }},
    {"C5.tms_membrane_potential",
     [](const In& in) {
       return Out{
           {"dphi", 1e3 * membrane_potential(in("c1"), in("c2"), in("X"), in("D_minus") / in("D_plus"), in("T"))}};
     }},
    {"C6.eisenman_rA_0.8", eisenman},
    {"C6.eisenman_rA_1.4", eisenman},
    {"C6.eisenman_rA_3.0", eisenman},
    {"C7.bruggeman_symmetric",
     [](const In& in) {
       return Out{{"s", bruggeman(in("phi1"), in("s1"), in("s2"))}};
     }},
    {"C7.maxwell_garnett",
     [](const In& in) {
       return Out{{"s", maxwell_garnett(in("phi"), in("s_i"), in("s_m"))}};
     }},
    {"C7.gem",
     [](const In& in) {
       return Out{{"sigma", general_effective_media(in("phi"), in("s_h"), in("s_l"),
                                                    {.threshold = in("phi_c"), .s = in("s"), .t = in("t")})}};
     }},
    {"C7.gem_reduces_to_bruggeman",
     [](const In& in) {
       return Out{{"sigma", general_effective_media(in("phi"), in("s_h"), in("s_l"), {1.0 / 3.0, 1.0, 1.0})}};
     }},
    {"C7.percolation",
     [](const In& in) {
       return Out{{"s", percolating(in("phi"), in("s_h"), in("phi_c"), in("t"))}};
     }},
    {"C7.bruggeman_porous",
     [](const In& in) {
       return Out{{"s_eff", bruggeman_porous(in("eps"), in("s"))}};
     }},
    {"C7.wiener_bounds",
     [](const In& in) {
       return Out{{"lower", layers_in_series(in("phi1"), in("s1"), in("s2"))},
                  {"upper", layers_in_parallel(in("phi1"), in("s1"), in("s2"))}};
     }},
    {"C7.hashin_shtrikman",
     [](const In& in) {
       const auto bounds = hashin_shtrikman(in("phi1"), in("s1"), in("s2"));
       return Out{{"lower", bounds.lower}, {"upper", bounds.upper}};
     }},
    {"C8.brick_layer",
     [](const In& in) {
       return Out{{"sigma", brick_layer_conductivity(in("sigma_g"), in("sigma_gb"), in("delta") / in("d"))}};
     }},
    {"C9.bilayer_rectification",
     [](const In& in) {
       const std::vector<test::ChargedLayer> glass = {{in("L1"), in("X1"), in("D_plus"), in("D_minus")},
                                                      {in("L2"), in("X2"), in("D_plus"), in("D_minus")}};
       const std::vector<double> V = in.list("V");
       const double forward = test::current_through(glass, V[0]), backward = test::current_through(glass, V[1]);
       return Out{{"I_plus4", forward},
                  {"I_minus4", backward},
                  {"rectification", -backward / forward},
                  {"V_from_I_plus4", test::voltage_of(glass, forward)},
                  {"V_from_I_minus4", test::voltage_of(glass, backward)}};
     }},
    {"C10.newman_number_ideal",
     [](const In& in) {
       const double Dp = in("D_plus"), Dm = in("D_minus"), c = in("c0"), T = in("T"), t = Dp / (Dp + Dm);
       const double kappa = conductivity_of(1.0, 1.0, c, Dp + Dm, T), D = 2.0 * Dp * Dm / (Dp + Dm);
       const double Ne = newman_number(kappa, t, in("chi"), D, c, T);
       CHECK(ideal_salt_diffusivity(c, kappa, t, T) == Approx(D).epsilon(1e-14));
       return Out{{"kappa", kappa}, {"D", D}, {"t_plus", t}, {"Ne", Ne}, {"Iss_over_I0", 1.0 / (1.0 + Ne)}};
     }},
    {"C10.concentrated_example",
     [](const In& in) {
       const double Ne = newman_number(in("kappa"), in("t_plus"), in("chi"), in("D"), in("c"), in("T"));
       return Out{{"Ne", Ne}, {"ratio", 1.0 / (1.0 + Ne)}};
     }},
    {"C10.concentration_cell",
     [](const In& in) {
       return Out{{"U", 1e3 * concentration_cell_voltage(in("t_plus"), in("chi"), in("c2_over_c1"), in("T"))}};
     }},
    {"C11.bruce_vincent_1mV", bruce_vincent},
    {"C11.bruce_vincent_10mV", bruce_vincent},
    {"C11.bruce_vincent_100mV", bruce_vincent},
    {"C11.ohmic_ratio_without_correction",
     [](const In& in) {  // the currents of C11.bruce_vincent_10mV
       const json inputs = {{"dV", {{"value", in("dV")}}},        {"L", {{"value", 1e-4}}},
                            {"kappa", {{"value", 0.1126613233}}}, {"R0", {{"value", 0.01}}},
                            {"Rss", {{"value", 0.01}}},           {"D_plus", {{"value", 1e-11}}},
                            {"c0", {{"value", 1000.0}}},          {"T", {{"value", 298.15}}}};
       const json record = {{"inputs", inputs}};
       const auto [I0, Iss] = step_response(In(record));
       return Out{{"ratio", Iss / I0}, {"t_true", 1e-11 / (1e-11 + 2e-11)}};
     }},
    {"C11.watanabe",
     [](const In& in) {
       return Out{{"t", watanabe_transference(in("dV"), in("Rb"), in("Iss"), in("Rss"))}};
     }},
    {"C12.eis_symmetric_0.0001Hz", symmetric_cell},
    {"C12.eis_symmetric_0.001Hz", symmetric_cell},
    {"C12.eis_symmetric_0.01Hz", symmetric_cell},
    {"C12.eis_symmetric_1Hz", symmetric_cell},
    {"C12.dc_limit",
     [](const In& in) {  // the cell of the four above: t₊ = 1/3, R_i = 50 Ω cm²
       const SymmetricCell cell{
           .bulk = in("Rb"), .interface = {0.005, 0.1}, .newman = 2.0, .diffusivity = 4e-11 / 3.0, .thickness = 1e-4};
       return Out{{"Z0", symmetric_cell_impedance(cell, 0.0).real() / ohm_cm2}};
     }},
    {"C12.warburg_peak",
     [](const In& in) {
       // Only the diffusion term is left; x = ωL²/4D.
       const SymmetricCell cell{
           .bulk = 1.0, .interface = {0.0, 0.0}, .newman = 1.0, .diffusivity = in("D"), .thickness = in("L")};
       const double to_f = 4.0 * in("D") / (2.0 * std::numbers::pi * in("L") * in("L"));
       const auto minus_imaginary = [&](double x) { return symmetric_cell_impedance(cell, x * to_f).imag(); };
       // Bisection on the slope, by central differences: a minimum itself is only found to the root of round-off.
       const auto rises = [&](double x) { return minus_imaginary(x * 1.0001) > minus_imaginary(x * 0.9999); };
       double lo = 2.0, hi = 3.0;
       for (int i = 0; i < 60; ++i) {
         const double x = 0.5 * (lo + hi);
         (rises(x) ? hi : lo) = x;
       }
       return Out{{"x_peak", lo}, {"f_peak", lo * to_f}};
     }},
    {"C12.three_arcs",
     [](const In& in) {
       std::vector<Arc> arcs;
       for (std::size_t i = 0; i < 3; ++i) arcs.push_back({in.list("R")[i], in.list("C")[i]});
       const std::complex<double> Z = arcs_impedance(arcs, in("f"));
       return Out{{"ReZ", Z.real()},
                  {"ImZ", Z.imag()},
                  {"f1", apex_frequency(arcs[0])},
                  {"f2", apex_frequency(arcs[1])},
                  {"f3", apex_frequency(arcs[2])}};
     }},
    {"C12.geometric_capacitance",
     [](const In& in) {
       const double C = in("eps_r") * vacuum_permittivity / in("L"), f = bulk_apex_frequency(in("sigma"), in("eps_r"));
       CHECK(apex_frequency({in("L") / in("sigma"), C}) == Approx(f).epsilon(1e-14));
       return Out{{"C_g", C}, {"f_bulk", f}};
     }},
    {"C12.porous_electrode_tlm",
     [](const In& in) {
       const std::complex<double> Z = porous_electrode_impedance(in("R_ion"), {in("R_ct"), in("C")}, in("f"));
       return Out{{"ReZ", Z.real()}, {"ImZ", Z.imag()}};
     }},
    {"C12.tlm_blocking_lowfreq",
     [](const In& in) {
       const double blocking = std::numeric_limits<double>::infinity();
       return Out{{"ReZ", porous_electrode_impedance(in("R_ion"), {blocking, 1e-3}, 1e-3).real()}};
     }},
};

}  // namespace

// One record of C11 states what another program found on its mesh: not a property of the electrolyte.
TEST_CASE("electrolytes: every worked example of section C comes out", "[model][electrolytes]") {
  test::check_worked_examples(functions, test::worked_examples([](const std::string& section, const std::string& id) {
                                return section.front() == 'C' && section != "C13" &&
                                       id != "C11.bruce_vincent_transient";
                              }));
}
