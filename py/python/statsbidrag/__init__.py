"""Swedish state grants (statsbidrag) to municipalities, computed exactly and explained."""
