namespace Mes.Build;

/// <summary>Ends the command with words for the person who gave it; no stack trace is shown.</summary>
sealed class BuildFailure(string message) : Exception(message);
