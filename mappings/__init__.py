"""The contract that the crawler and the API share: model, index definitions, names, client."""
