// SPDX-License-Identifier: BSD-3-Clause
#include "apps/api/impl.hpp"

#include <utility>

namespace vitrion::api {
namespace {

/// What the library says of an input becomes what the API says of it.
template <class Make>
auto told(const Make& make) {
  try {
    return make();
  } catch (const vitrion::InputError& error) {
    throw InputError(error.what());
  }
}

std::shared_ptr<const Cell::Impl> read(Document document, const Settings& settings) {
  for (const std::string& setting : settings) document.set(setting);
  auto impl = std::make_shared<Cell::Impl>(std::move(document));
  const Table table(impl->document);
  const std::unique_ptr<vitrion::Cell> cell = make_cell(table);
  impl->facts = cell->facts();
  for (const Warning& warning : united(table.warnings(), check_laws(*cell))) impl->warnings.push_back(warning.text());
  for (const ProvenanceEntry& entry : table.provenance().entries())
    impl->inputs.push_back({entry.path, entry.written, std::string(name_of(entry.status)), entry.source});
  return impl;
}

}  // namespace

Cell Cell::load(const std::string& name, const Settings& settings) {
  return told([&] { return Cell(read(Document::read(find_input(name)), settings)); });
}

Cell Cell::parse(std::string_view text, const std::string& name, const Settings& settings) {
  return told([&] { return Cell(read(Document::parse(text, name), settings)); });
}

Cell Cell::with(const Settings& settings) const {
  return told([&] { return Cell(read(impl_->document, settings)); });
}

const std::string& Cell::name() const { return impl_->facts.name; }
const std::string& Cell::chemistry() const { return impl_->facts.chemistry; }
double Cell::area() const { return impl_->facts.area; }
double Cell::capacity() const { return impl_->facts.reference_capacity * impl_->facts.area / 3600.0; }
double Cell::temperature() const { return impl_->facts.temperature; }
std::array<double, 2> Cell::voltage_limits() const { return impl_->facts.voltage_limits; }
std::vector<std::string> Cell::warnings() const { return impl_->warnings; }
std::vector<Cell::Input> Cell::inputs() const { return impl_->inputs; }

Protocol Protocol::load(const std::string& text) {
  return told([&] { return Protocol(std::make_shared<Impl>(Impl{load_protocol(text).protocol})); });
}

Protocol Protocol::usual(const Cell& cell) {
  return told([&] { return Protocol(std::make_shared<Impl>(Impl{default_protocol(cell.impl().facts).protocol})); });
}

}  // namespace vitrion::api
