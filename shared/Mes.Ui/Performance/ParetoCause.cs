namespace Mes.Ui.Performance;

/// <summary>One cause of stops and what it took.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Count">How many stops.</param>
/// <param name="Href">Shows those stops alone, or all again where they are alone; null where nothing can be chosen.</param>
/// <param name="Kind">How sure the cause is.</param>
/// <param name="IsChosen">Its stops are the ones that are shown.</param>
public sealed record ParetoCause(
    string Name, TimeSpan Time, int Count, string? Href = null, ParetoKind Kind = ParetoKind.Given, bool IsChosen = false);
