# SPDX-License-Identifier: BSD-3-Clause
"""Holds every file of the library against the schema of its kind, and copies of them with a key too many in one map.

usage: check_schemas.py SCHEMA_FOLDER LIBRARY_FOLDER
"""
import copy
import json
import pathlib
import sys

import jsonschema
import yaml

schemas, library = map(pathlib.Path, sys.argv[1:3])
documents = {path.name: json.loads(path.read_text()) for path in schemas.glob("*.json")}
for document in documents.values():
    jsonschema.Draft7Validator.check_schema(document)


def validator(reference):
    """Of a schema by its file name, or of one of its definitions: "lithium_sulfur.json#/definitions/layer"."""
    base = (schemas / "here").absolute().as_uri()
    store = {(schemas / name).absolute().as_uri(): text for name, text in documents.items()}
    schema = {"$ref": reference}
    return jsonschema.Draft7Validator(schema, resolver=jsonschema.RefResolver(base, schema, store))


def maps(value):
    """Every map whose keys a schema lists, the outermost first: not those of laws, nor what an expression names."""
    if isinstance(value, dict) and "law" not in value:
        yield value
        for key, part in value.items():
            if key != "let":
                yield from maps(part)
    elif isinstance(value, list):
        for part in value:
            yield from maps(part)


kinds = {f"{kind}s": f"{kind}.json" for kind in ("cell", "electrolyte", "electrode", "material", "protocol")}
kinds["solutions"] = "lithium_sulfur.json#/definitions/solution"
kinds["separators"] = "lithium_sulfur.json#/definitions/layer"
failed = 0
for folder, reference in kinds.items():
    valid = validator(reference)
    files = sorted((library / folder).glob("*.yaml"))
    for path in files:
        content = yaml.safe_load(path.read_text())
        for error in valid.iter_errors(content):
            failed += 1
            print(f"{path.name}: {'.'.join(map(str, error.absolute_path))}: {error.message[:200]}")
        for i, original in enumerate(maps(content)):
            spoiled = copy.deepcopy(content)
            list(maps(spoiled))[i]["no_such_key"] = "1 m"
            if valid.is_valid(spoiled):
                failed += 1
                print(f"{path.name}: a key that nobody knows is not noticed beside {', '.join(map(str, original))}")
    print(f"{len(files)} {folder}")
sys.exit(1 if failed else 0)
