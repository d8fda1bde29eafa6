using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ActorSync.Sandbox.Http;

/// <summary>Where a page stands in its list, and the addresses of its neighbours.</summary>
internal sealed class PageLinks(HttpRequest request, PageRequest page, int total)
{
    private readonly string _rest = Rest(request);

    public int Size => page.Size;

    public int Number => page.Number;

    public int Total => total;

    public int PageCount { get; } = page.PageCount(total);

    public bool HasNext => page.Number < PageCount;

    public bool HasPrevious => page.Number > 1;

    /// <summary>The path and query of another page of the same list.</summary>
    public string Uri(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{request.Path}?pageSize={page.Size}&pageNumber={number}{_rest}");

    private static string Rest(HttpRequest request)
    {
        var rest = new StringBuilder();
        foreach (var (name, values) in request.Query)
        {
            if (name is "pageSize" or "pageNumber")
            {
                continue;
            }

            foreach (var value in values)
            {
                rest.Append('&').Append(System.Uri.EscapeDataString(name)).Append('=').Append(System.Uri.EscapeDataString(value ?? string.Empty));
            }
        }

        return rest.ToString();
    }
}
