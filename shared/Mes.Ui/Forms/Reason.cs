namespace Mes.Ui.Forms;

/// <param name="Code">What the form sends.</param>
/// <param name="Name">In the words of the floor.</param>
public sealed record Reason(string Code, string Name);
