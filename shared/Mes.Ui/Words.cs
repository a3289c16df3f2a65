namespace Mes.Ui;

/// <summary>Names the resource file of the shared components; a language is added as <c>Words.xx.resx</c>.</summary>
public sealed class Words;
