namespace Mes.Edge.Execution;

/// <summary>Why an act was not done; the touch pages word it in the language of who tried.</summary>
/// <param name="Name">What the act named: <c>{0}</c> of the words.</param>
/// <param name="Asked">How many were asked for: <c>{1}</c>.</param>
/// <param name="Possible">How many there could have been: <c>{2}</c>.</param>
public sealed record Refusal(RefusalCode Code, string? Name = null, long Asked = 0, long Possible = 0);
