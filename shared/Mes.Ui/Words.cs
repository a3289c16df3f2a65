namespace Mes.Ui;

/// <summary>Names the resource file that holds what the shared components say; a language is added as <c>Words.xx.resx</c>.</summary>
public sealed class Words;
