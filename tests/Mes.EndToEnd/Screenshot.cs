using Mes.Testing;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Mes.EndToEnd;

/// <summary>
/// Pictures of the screens under test: always in <c>artifacts/screenshots</c>, and in <c>docs/images</c> where
/// <c>MES_UPDATE_IMAGES</c> asks for it.
/// </summary>
static class Screenshot
{
    /// <summary>The documentation shows a line that has worked for a while, which a test need not wait for.</summary>
    public static bool IsForTheDocs => Environment.GetEnvironmentVariable("MES_UPDATE_IMAGES") is not null;

    public static async Task TakeAsync(IPage page, string name)
    {
        await page.EvaluateAsync("() => document.fonts.ready");
        var picture = await page.ScreenshotAsync();
        Save(Repository.Path("artifacts", "screenshots"), name, picture);
        if (IsForTheDocs)
        {
            Save(Repository.Path("docs", "images"), name, picture);
        }

        Assert.That(picture, Has.Length.GreaterThan(10_000), "a picture of a page, not of an error");
    }

    static void Save(string folder, string name, byte[] picture)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, $"{name}.png"), picture);
    }
}
