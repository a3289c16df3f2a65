namespace Mes.Central.Machines;

/// <summary>An event says what cannot be. It is parked with these words (L24).</summary>
sealed class ProjectionException(string message) : Exception(message);
