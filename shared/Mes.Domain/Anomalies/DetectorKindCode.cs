namespace Mes.Domain.Anomalies;

/// <summary>The words for detectors in events and tables.</summary>
public static class DetectorKindCode
{
    public const string ZScore = "ZSCORE";
    public const string Cusum = "CUSUM";
    public const string Ewma = "EWMA";

    public static string Of(DetectorKind kind) => kind switch
    {
        DetectorKind.ZScore => ZScore,
        DetectorKind.Cusum => Cusum,
        DetectorKind.Ewma => Ewma,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such detector."),
    };
}
