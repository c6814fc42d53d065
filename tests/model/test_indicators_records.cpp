// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/current_focusing.hpp"
#include "model/indicators/deposit_roughness.hpp"
#include "model/indicators/fracture.hpp"
#include "model/indicators/interface_stability.hpp"
#include "model/indicators/normal_distribution.hpp"
#include "model/indicators/salt_depletion.hpp"
#include "model/indicators/space_charge.hpp"
#include "model/indicators/stability_window.hpp"
#include "model/indicators/stripping.hpp"
#include "model/indicators/time_to_short.hpp"
#include "model/indicators/window_use.hpp"
#include "model/laws/decomposition.hpp"
#include "model/laws/interphase_growth.hpp"
#include "params/documents/table.hpp"
#include "tests/support/worked_examples.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

// Every worked example on dendrites, interfaces and the stability window against the functions that claim it.

using namespace vitrion;
using namespace vitrion::indicators;
using namespace vitrion::laws;

namespace {

using In = test::WorkedInputs;
using Out = test::WorkedOutputs;

constexpr double hour = 3600.0, nm = 1e-9, um = 1e-6, mA_per_cm2 = 10.0, MPa = 1e6;

SaltLayer salt(const In& in) {
  return {.D = in("D", 1e-11),
          .c0 = in("c0", 1000.0),
          .t_plus = in("t_plus", 0.3),
          .thickness = in("L", 5e-5),
          .charge = in("z", 1.0)};
}

ElasticInterface elastic(const In& in) {
  return {.G_metal = in("G_e", 1.0),
          .G_electrolyte = in("G_s", 1.0),
          .nu_metal = in("nu_e"),
          .nu_electrolyte = in("nu_s"),
          .molar_volume = in("V_M", 1.3e-5),
          .volume_ratio = in("v"),
          .surface_energy = in("gamma", 1.0),
          .charge = in("z", 1.0)};
}

Out ratio_of_moduli(const In& in) { return {{"r", {critical_modulus_ratio(elastic(in)).ratio}}}; }

Out griffith(const In& in) {
  const Flaw flaw{in("K_Ic"), in("a"), in("Y")};
  return {{"eta_c", {critical_overpotential(flaw, in("V_M"))}},
          {"J_c", {critical_fracture_current(flaw, in("V_M"), in("ASR"))}}};
}

ShortCircuitModel::Parameters race(const In& in, double current_scatter = 0.0) {
  return {.thickness = in("L"),
          .net_share = in("phi"),
          .molar_volume = 1.3e-5,
          .area = in("A"),
          .correlation = in("d"),
          .current_scatter = current_scatter};
}

/// Activation energy (eV) and prefactor (S K/cm) of the law that the reader puts through two points.
Out activation_energy(const In& in) {
  const Document document =
      Document::parse(fmt::format("sigma: {{law: arrhenius-T, points: [[{} K, {} S/cm], [{} K, {} S/cm]]}}\n", in("T1"),
                                  in("sigma1"), in("T2"), in("sigma2")),
                      "points.yaml", Library({}));
  const Function sigma = Table(document).read_function<ElectricConductivity>(
      "sigma", {argument("c", 1.0 * units::mol_per_L), argument("T", 298.15 * units::K)});
  const double T[] = {250.0, 290.0};
  const double sigma_T[] = {sigma({1.0, T[0]}) * T[0], sigma({1.0, T[1]}) * T[1]};
  const double barrier = std::log(sigma_T[1] / sigma_T[0]) / (1.0 / T[0] - 1.0 / T[1]);  // K
  return {{"Ea", {barrier * boltzmann / elementary_charge}},
          {"sigma0", {0.01 * sigma_T[0] * std::exp(barrier / T[0])}}};
}

const test::WorkedFunctions functions = {
    {"B1.sand_time_liquid",
     [](const In& in) {
       return Out{{"t", {sand_time(salt(in), in("J"))}}};
     }},
    {"B1.sand_single_ion_scaling",
     [](const In& in) {
       SaltLayer layer{.D = 1e-11, .c0 = 1000.0, .t_plus = 0.3, .thickness = 5e-5};
       const double reference = sand_time(layer, 10.0);
       std::vector<double> ratio;
       for (const double t_plus : in.list("t_plus")) {
         layer.t_plus = t_plus;
         ratio.push_back(sand_time(layer, 10.0) / reference);
       }
       return Out{{"ratio", ratio}};
     }},
    {"B2.limiting_current",
     [](const In& in) {
       const double J = limiting_current(salt(in));
       return Out{{"J_lim", {J}}, {"J_lim_mA", {J / mA_per_cm2}}};
     }},
    {"B2.finite_cell_depletion_time",
     [](const In& in) {
       const double J = in("J_over_Jlim") * limiting_current(salt(in));
       return Out{{"t_dep", {depletion_time(salt(in), J)}}, {"t_sand", {sand_time(salt(in), J)}}};
     }},
    {"B2.finite_cell_sand_limit",
     [](const In& in) {
       return Out{{"t_dep", {depletion_time(salt(in), in("J_over_Jlim") * limiting_current(salt(in)))}}};
     }},
    {"B2.zif4_qsse_estimate",
     [](const In& in) {
       const double c = in("w_Li") * in("rho") / 6.94e-3, t = in("t_plus");
       const double D = 2.0 * t * (1.0 - t) * in("sigma") * gas_constant * in("T") / (faraday * faraday * c);
       const double J = ideal_limiting_current(in("sigma"), t, in("L"), in("T"));
       CHECK(limiting_current({D, c, t, in("L")}) == Approx(J).epsilon(1e-14));
       return Out{{"c", {c}}, {"D", {D}}, {"J_lim", {J}}};
     }},
    {"B3.chazalviel_front_velocity",
     [](const In& in) {
       const double v = front_velocity(salt(in), in("J"));
       return Out{{"v", {v}}, {"v_um_h", {v * hour / um}}};
     }},
    {"B3.space_charge_drop",
     [](const In& in) {
       return Out{{"V", {space_charge_drop(in("J"), in("eps_r"), in("mu"), in("x1"))}}};
     }},
    {"B4.monroe_newman_chi",
     [](const In& in) {
       const StabilityParameter chi = stability_parameter(elastic(in), in("k"));
       return Out{{"chi_p", {chi.pressure}}, {"chi_tau", {chi.shear}}, {"chi_s", {chi.surface}}, {"chi", {chi.sum()}}};
     }},
    {"B4.critical_modulus_ratio_polymer_like_v_gt_1", ratio_of_moduli},
    {"B4.critical_modulus_ratio_inorganic_like_v_lt_1", ratio_of_moduli},
    {"B4.critical_wavelength",
     [](const In& in) {
       return Out{{"k_c", {critical_wavenumber(elastic(in))}}, {"lambda_c", {critical_wavelength(elastic(in)) / nm}}};
     }},
    {"B4.MOF_glass_density_driven_limit",
     [](const In& in) {
       const double G = in("E") / (2.0 * (1.0 + in("nu_s")));
       return Out{{"G", {G}}, {"r", {G / in("G_Li")}}, {"r_crit", {critical_modulus_ratio(elastic(in)).ratio}}};
     }},
    {"B4.v_from_ion_radius",
     [](const In& in) {
       return Out{{"v", {volume_ratio_of_sphere(in("r"), in("V_M"))}}};
     }},
    {"B5.mullins_sekerka_wavelength",
     [](const In& in) {
       const double gamma = capillary_length(in("gamma"), in("V_M"), in("T"));
       const DiffusingSalt at_electrode{in("D"), in("t_plus"), in("c_eq")};
       return Out{{"Gamma", {gamma}},
                  {"lambda_c", {mullins_sekerka_cutoff(at_electrode, in("J"), gamma) / um}},
                  {"lambda_max", {mullins_sekerka_fastest(at_electrode, in("J"), gamma) / um}}};
     }},
    {"B6.akolkar_tip_ratio",
     [](const In& in) {
       return Out{{"ratio", {tip_current_ratio(in("J_over_Jlim"), in("gamma") + in("alpha_c"))}}};
     }},
    {"B6.critical_tip_radius",
     [](const In& in) {
       return Out{{"r_c", {critical_tip_radius(in("gamma"), in("V_M"), in("eta")) / nm}}};
     }},
    {"B7.creep_limited_current",
     [](const In& in) {
       const Creep fresh{in("eps0"), in("m"), in("S")}, saturated{in("eps0"), in("m"), 8.0 * MPa};
       CHECK(fresh.resistance == lithium_creep.resistance);
       return Out{{"J", {creep_limited_current(fresh, in("h"), in("P"), in("V_M"))}},
                  {"J_S8MPa", {creep_limited_current(saturated, in("h"), in("P"), in("V_M"))}}};
     }},
    {"B7.ccs_powerlaw",
     [](const In& in) {
       const StrippingPowerLaw law{in("CCS1") * mA_per_cm2, in("P1") * MPa, in("CCS2") * mA_per_cm2, in("P2") * MPa};
       return Out{{"n", {law.exponent()}}, {"CCS", {law.current(in("P") * MPa) / mA_per_cm2}}};
     }},
    {"B7.void_sand_time",
     [](const In& in) {
       return Out{{"t", {void_time(in("D"), in("x_v_crit"), in("V_M"), in("J_net"))}}};
     }},
    {"B8.overpotential_stress",
     [](const In& in) {
       return Out{{"sigma", {overpotential_stress(in("eta"), in("V_M")) / MPa}}};
     }},
    {"B8.griffith_critical_overpotential_ZIF62_glass", griffith},
    {"B8.griffith_critical_overpotential_1MPa_sqrt_m_ceramic", griffith},
    {"B8.weibull_modulus_current",
     [](const In& in) {
       const double m = in("m_sigma") / 3.0;  // the record takes J_c ~ a^−3/2
       return Out{{"m_J", {m}}, {"P_f", {WeibullCurrent{m, 1.0, in("A_over_A0")}.probability(in("J_over_J0"))}}};
     }},
    {"B9.inclusion_sphere",
     [](const In& in) {
       return Out{{"f", {sphere_focusing(in("s"))}}};
     }},
    {"B9.inclusion_prolate",
     [](const In& in) {
       return Out{{"N", {depolarisation_factor(in("aspect"))}}, {"f", {spheroid_focusing(in("s"), in("aspect"))}}};
     }},
    {"B9.random_field_cv3D",
     [](const In& in) {
       return Out{{"cv_J", {random_field_scatter(in("CV"))}}};
     }},
    {"B9.random_field_cv2D",
     [](const In& in) {
       return Out{{"cv_J", {random_field_scatter_2d(in("CV"))}}};
     }},
    {"B9.anisotropic_polycrystal_cv",
     [](const In& in) {
       return Out{{"cv_J", {polycrystal_scatter(in("sigma_par"), in("sigma_perp"))}}};
     }},
    {"B9.extreme_value_focusing",
     [](const In& in) {
       const double N = independent_spots(in("A"), in("d"));
       return Out{{"N", {N}}, {"z_N", {normal_upper_quantile(1.0 / N)}}, {"f_max", {largest_focusing(in("CV_J"), N)}}};
     }},
    {"B10.plating_rate",
     [](const In& in) {
       const double v = plating_rate(in("J"), in("V_M"));
       return Out{{"v", {v}}, {"v_um_h", {v * hour / um}}};
     }},
    {"B10.calibrate_217h",
     [](const In& in) {
       return Out{{"f_minus_1_phi", {observed_growth_share(in("L"), in("J"), 1.3e-5, in("t_short") * hour)}}};
     }},
    {"B10.glass_bound_400h",
     [](const In& in) {
       const double glass = observed_growth_share(in("L"), in("J"), 1.3e-5, in("t_min") * hour);
       const double crystal = observed_growth_share(in("L"), in("J"), 1.3e-5, 217.0 * hour);
       return Out{{"f_minus_1_phi_max", {glass}}, {"ratio", {glass / crystal}}};
     }},
    {"B10.short_probability_model",
     [](const In& in) {
       const double J = in("J"), t_crystal = in("t_median_crystal") * hour, t_glass = 400.0 * hour;
       const double crystal = calibrated_scatter(race(in), J, t_crystal, 0.5);
       const double glass = calibrated_scatter(race(in), J, t_glass, in("P_glass_400h"));
       return Out{{"CV_crystal", {crystal}},
                  {"CV_glass_max", {glass}},
                  {"ratio", {glass / crystal}},
                  {"P_glass_400h", {ShortCircuitModel(race(in, glass)).probability(J, t_glass)}},
                  {"P_crystal_217h", {ShortCircuitModel(race(in, crystal)).probability(J, t_crystal)}}};
     }},
    {"B10.anisotropy_equivalent_of_CV",
     [](const In& in) {
       return Out{{"d", {equivalent_anisotropy(in("CV_J"))}}};
     }},
    {"B11.sei_solvent_diffusion",
     [](const In& in) {
       const double D = in("D_sol"), c = in("c_sol"), L_0 = in("L0");
       return Out{{"L", {solvent_diffusion_thickness(L_0, D, c, in("Vbar"), in("z_sei"), in("t")) / nm}},
                  {"j0", {-solvent_diffusion_current(D, c, L_0)}}};
     }},
    {"B11.dead_lithium",
     [](const In& in) {
       const double D = 2.5e-22, c = 2636.0, V_bar = 9.585e-5, L_0 = in("L0");
       const double L = solvent_diffusion_thickness(L_0, D, c, V_bar, 1.0, in("t"));
       const double alive = metal_alive(in("c_pl0"), in("gamma0"), L_0, L, D, c, V_bar, 1.0);
       return Out{{"c_pl", {alive}}, {"c_dead", {in("c_pl0") - alive}}};
     }},
    {"B11.sei_ec_reaction_limited",
     [](const In& in) {
       return Out{
           {"j",
            {solvent_reaction_current(in("k"), in("c_EC"), in("D_EC"), in("alpha"), in("eta"), in("L"), in("T"))}}};
     }},
    {"B11.xu2019_li_metal_j0",
     [](const In& in) {
       return Out{{"j0", {foil_exchange_current(in("k"), in("c_Li"), in("c_e"))}}};
     }},
    {"B11.coulombic_dead_li",
     [](const In& in) {
       const double Q = coulombic_dead_charge(in("n"), in("q"), in("CE"));  // mA h/cm²
       return Out{{"Q_dead", {Q}}, {"Li_thickness", {metal_thickness(Q * mA_per_cm2 * hour, 1.3e-5) / um}}};
     }},
    {"B12.activation_energy_LGZ_glass", activation_energy},
    {"B12.activation_energy_LCZ_crystal", activation_energy},
    {"B12.grain_boundary_share",
     [](const In& in) {
       const double glass = in("sigma_glass"), crystal = in("sigma_poly");
       return Out{{"fraction", {grain_boundary_share(crystal, glass)}},
                  {"R_gb_area", {1e4 * grain_boundary_area_resistance(crystal, glass, in("d_grain"))}}};
     }},
    {"C13.parasitic_tafel",
     [](const In& in) {
       return Out{{"j", {parasitic_oxidation({in("E_ox"), in("j_on"), in("b")}, in("E"))}}};
     }},
    {"C13.parasitic_charge_ramp",
     [](const In& in) {
       return Out{{"Q", {parasitic_ramp_charge({in("E_ox"), in("j_on"), in("b")}, in("E1"), in("E2"), in("dEdt"))}}};
     }},
    {"C13.window_violation_fraction",
     [](const In& in) {
       WindowUse use({in("E_red"), in("E_ox")});
       use.add({.t = 0.0, .highest = in("E1"), .lowest = in("E1")});
       use.add({.t = 100.0, .highest = in("E2"), .lowest = in("E2")});
       return Out{{"fraction", {use.summary().fraction_outside()}}};
     }},
    {"C13.homo_to_li_scale",
     [](const In& in) {
       return Out{{"E", {orbital_to_lithium_scale(in("E_HOMO"))}}};
     }},
};

}  // namespace

TEST_CASE("indicators: every worked example on dendrites and the window comes out", "[model][indicators]") {
  test::check_worked_examples(functions, test::worked_examples([](const std::string& section, const std::string&) {
                                return section.front() == 'B' || section == "C13";
                              }));
}
