namespace Mes.Edge.Configuration;

/// <summary>One thing to change in the file.</summary>
/// <param name="Path">Where, as in <c>machines[0].state.map["6"]</c>.</param>
/// <param name="Message">What is wrong there and what to write instead.</param>
sealed record ConfigurationFault(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
