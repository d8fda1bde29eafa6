using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActorSync.Core.Dialects;

/// <summary>What an error answer says; everything is null or empty where the body is not an error of the API (an HTML page, nothing).</summary>
/// <param name="Message">The message for people.</param>
/// <param name="Code">The stable code: <c>too.many.requests.retry.after</c>.</param>
/// <param name="ContextId">The target's correlation id.</param>
/// <param name="Permissions">The permissions that the body names, in its order: <c>routing:skill:assign</c>.</param>
public sealed partial record TargetError(string? Message, string? Code, string? ContextId, ImmutableArray<string> Permissions)
{
    /// <summary>The longest text that <see cref="Describe"/> gives.</summary>
    public const int LongestDescription = 300;

    private static readonly TargetError Nothing = new(null, null, null, []);

    /// <summary>Whether somebody else wrote the user since its version was read.</summary>
    public bool IsVersionClash => Message?.Contains("does not match the current version", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether the answer would have been too large, so that smaller pages must be asked for.</summary>
    public bool IsTooLarge => Code == "response.entity.too.large";

    /// <summary>Whether the client lacks a permission for whatever it asks, and not for one division's things alone.</summary>
    public bool IsPermissionMissing =>
        Code is "missing.any.permissions" or "missing.permissions" || (!Permissions.IsEmpty && Code?.Contains("division", StringComparison.OrdinalIgnoreCase) != true);

    /// <summary>The permissions as a list for people, or null where the body names none.</summary>
    public string? PermissionList => Permissions.IsEmpty ? null : string.Join(", ", Permissions);

    /// <summary>Reads an error body; never throws.</summary>
    public static TargetError Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return Nothing;
        }

        try
        {
            return JsonReading.Parse(body, "an error", Here);
        }
        catch (DialectException)
        {
            // A proxy's page or a cut answer says nothing that a person could use beyond its status.
            return Nothing;
        }
    }

    /// <summary>Message, code and correlation id on one line of at most <see cref="LongestDescription"/> characters.</summary>
    public string Describe(int status)
    {
        var unsaid = Permissions.Where(permission => Message?.Contains(permission, StringComparison.Ordinal) != true).ToArray();
        var text = string.Join(
            ' ',
            new[]
            {
                status.ToString(CultureInfo.InvariantCulture),
                Code,
                Message is null ? "(no readable error body)" : $"– {Message}",
                unsaid.Length == 0 ? null : $"({string.Join(", ", unsaid)})",
            }.Where(part => part is not null));

        var context = ContextId is null ? string.Empty : $" [{OneLine(ContextId, 80)}]";
        return OneLine(text, LongestDescription - context.Length) + context;
    }

    private static string OneLine(string text, int most)
    {
        var line = Blanks().Replace(text, " ").Trim();
        if (line.Length <= most)
        {
            return line;
        }

        var end = most - 1;
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)] + "…";
    }

    private static TargetError Here(ref Utf8JsonReader json)
    {
        json.ExpectObject();
        string? message = null, withParams = null, code = null, context = null;
        var permissions = ImmutableArray.CreateBuilder<string>();
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("message"u8))
            {
                message = TextOrNull(ref json);
            }
            else if (json.ValueTextEquals("messageWithParams"u8))
            {
                withParams = TextOrNull(ref json);
            }
            else if (json.ValueTextEquals("code"u8))
            {
                code = TextOrNull(ref json);
            }
            else if (json.ValueTextEquals("contextId"u8))
            {
                context = TextOrNull(ref json);
            }
            else
            {
                CollectPermissions(ref json, permissions);
            }
        }

        Collect(message, permissions);
        Collect(withParams, permissions);
        return new TargetError(message ?? withParams, code, context, [.. permissions.Distinct(StringComparer.Ordinal)]);
    }

    private static string? TextOrNull(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
        {
            return json.GetString();
        }

        json.Skip();
        return null;
    }

    // Parameters, details and errors hold the names in shapes that differ from route to route.
    private static void CollectPermissions(ref Utf8JsonReader json, ImmutableArray<string>.Builder permissions)
    {
        json.Read();
        var depth = json.CurrentDepth;
        do
        {
            if (json.TokenType == JsonTokenType.String)
            {
                Collect(json.GetString(), permissions);
            }
        }
        while ((json.CurrentDepth > depth || json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && json.Read());
    }

    private static void Collect(string? text, ImmutableArray<string>.Builder permissions)
    {
        if (text is not null)
        {
            permissions.AddRange(Permission().Matches(text).Select(match => match.Value));
        }
    }

    [GeneratedRegex(@"\b[a-z][A-Za-z]*(?::[a-z*][A-Za-z*]*){1,2}(?![\w:/])", RegexOptions.CultureInvariant)]
    private static partial Regex Permission();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
