# SPDX-License-Identifier: BSD-3-Clause
"""Holds every file of the library against the schema of its kind, and spoiled copies of them, too.

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


def validator(name):
    for document in documents.values():
        jsonschema.Draft7Validator.check_schema(document)
    base = (schemas / name).absolute().as_uri()
    store = {(schemas / other).absolute().as_uri(): text for other, text in documents.items()}
    return jsonschema.Draft7Validator(documents[name], resolver=jsonschema.RefResolver(base, documents[name], store))


# Chemistries that are no insertion cells but have no schema.json yet.
without_schema = {"lithium_sulfur", "lithium_sulfur_0d"} - {pathlib.Path(name).stem for name in documents}

failed = 0
for kind in ("cell", "electrolyte", "electrode", "material", "protocol"):
    valid = validator(f"{kind}.json")
    files = sorted((library / f"{kind}s").glob("*.yaml"))
    for path in files:
        content = yaml.safe_load(path.read_text())
        if content.get("chemistry") in without_schema:
            continue
        for error in valid.iter_errors(content):
            failed += 1
            print(f"{path.name}: {'.'.join(map(str, error.absolute_path))}: {error.message[:200]}")
        spoiled = copy.deepcopy(content)
        spoiled["no_such_key"] = "1 m"
        if valid.is_valid(spoiled):
            failed += 1
            print(f"{path.name}: a key that nobody knows is not noticed")
    print(f"{len(files)} files of kind {kind}")
sys.exit(1 if failed else 0)
