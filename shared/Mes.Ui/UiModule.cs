using Mes.Ui.Gallery;
using Mes.Ui.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Mes.Ui;

/// <summary>What a program needs to show pages.</summary>
public static class UiModule
{
    /// <summary>Server-rendered components, their words and files, and antiforgery for the acts.</summary>
    public static void AddUi(this WebApplicationBuilder builder)
    {
        // A build that was not published finds the files of its libraries only through this.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddLocalization();
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddScoped<LivePage>();
    }

    /// <summary>Goes before everything else that answers, and before the modules' routes.</summary>
    public static void UseUi(this WebApplication app)
    {
        app.UseLanguages();
        app.UseAntiforgery();
        app.MapLanguages();
        app.MapStaticAssets();
        if (app.Environment.IsDevelopment())
        {
            app.MapGallery();
        }
    }

    static void MapGallery(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/dev/gallery", () => new RazorComponentResult<GalleryPage>()).ExcludeFromDescription();
}
