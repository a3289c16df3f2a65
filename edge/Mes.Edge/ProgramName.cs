namespace Mes.Edge;

/// <summary>How this program names itself to others.</summary>
static class ProgramName
{
    public static string WithVersion { get; } = $"mes-edge {typeof(ProgramName).Assembly.GetName().Version?.ToString(3)}";
}
