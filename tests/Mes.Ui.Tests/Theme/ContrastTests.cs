using NUnit.Framework;

namespace Mes.Ui.Tests.Theme;

public sealed class ContrastTests
{
    const double LeastForText = 4.5;
    const double LeastForBorders = 3.0;

    static readonly string[] Inks =
        ["text", "muted", "accent", "running", "idle", "fault", "maintenance", "warning"];

    static readonly string[] Grounds = ["surface", "raised"];

    static IEnumerable<(string, string)> Pairs() =>
        (from ink in Inks from ground in Grounds select (ink, ground)).Concat(ThemeTokens.PairsOfRules()).Distinct();

    [TestCaseSource(nameof(Pairs))]
    public void Every_text_can_be_read_on_its_ground_in_both_themes((string Text, string Ground) pair)
    {
        var (text, ground) = (ThemeTokens.Colours[pair.Text], ThemeTokens.Colours[pair.Ground]);

        Assert.That(text.Light.ContrastWith(ground.Light), Is.GreaterThanOrEqualTo(LeastForText), $"{pair}, light");
        Assert.That(text.Dark.ContrastWith(ground.Dark), Is.GreaterThanOrEqualTo(LeastForText), $"{pair}, dark");
    }

    [TestCaseSource(nameof(Grounds))]
    public void The_border_of_a_field_can_be_seen_in_both_themes(string ground)
    {
        var (border, behind) = (ThemeTokens.Colours["field"], ThemeTokens.Colours[ground]);

        Assert.That(border.Light.ContrastWith(behind.Light), Is.GreaterThanOrEqualTo(LeastForBorders), "light");
        Assert.That(border.Dark.ContrastWith(behind.Dark), Is.GreaterThanOrEqualTo(LeastForBorders), "dark");
    }

    [Test]
    public void The_style_sheets_name_pairs_to_check()
    {
        Assert.That(ThemeTokens.PairsOfRules().Count(), Is.GreaterThan(5));
    }

    [Test]
    public void Black_on_white_has_the_contrast_that_the_standard_gives()
    {
        Assert.That(Colour.Parse("#000000").ContrastWith(Colour.Parse("#ffffff")), Is.EqualTo(21).Within(1e-9));
        Assert.That(Colour.Parse("#767676").ContrastWith(Colour.Parse("#ffffff")), Is.EqualTo(4.54).Within(0.01));
    }
}
