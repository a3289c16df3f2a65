namespace Mes.Domain.Anomalies;

/// <summary>The words for severities in events, tables and requests.</summary>
public static class AnomalySeverityCode
{
    public const string Warning = "WARNING";
    public const string Critical = "CRITICAL";

    public static string Of(AnomalySeverity severity) => severity switch
    {
        AnomalySeverity.Warning => Warning,
        AnomalySeverity.Critical => Critical,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "No such severity."),
    };

    /// <summary>False where the word is none of ours; case matters.</summary>
    public static bool TryParse(string code, out AnomalySeverity severity)
    {
        (severity, var known) = code switch
        {
            Warning => (AnomalySeverity.Warning, true),
            Critical => (AnomalySeverity.Critical, true),
            _ => (AnomalySeverity.Warning, false),
        };
        return known;
    }
}
