using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorSync.Core.Roster;
using NodaTime;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>The kinds of value that keys take.</summary>
internal static class OptionValues
{
    private const string Impossible = "is not possible here";

    /// <summary>A text, trimmed and in Unicode NFC.</summary>
    public static ValueKind<string> Text(string allowed = "a text that is not empty", int longest = 1_000) =>
        Single(new ValueShape("string", allowed), text => Name(text, longest), value => value);

    /// <summary>A text, or nothing.</summary>
    public static ValueKind<string?> OptionalText(string allowed = "a text that is not empty", int longest = 1_000) =>
        Single<string?>(new ValueShape("string", allowed) { IsOptional = true }, text => Nullable(Name(text, longest)), value => value);

    /// <summary>A text that is never shown, kept exactly as given.</summary>
    public static ValueKind<Secret?> Secret() => Single<Secret?>(
        new ValueShape("string", "a text that is not empty") { IsOptional = true },
        text => string.IsNullOrWhiteSpace(text) ? Wrong<Secret?>("is empty") : Right<Secret?>(new Secret(text)),
        value => value?.ToString());

    /// <summary>An integer in a range, both ends included.</summary>
    public static ValueKind<int> Integer(int least, int most) =>
        Single(NumberShape("integer", least, most), text => WholeNumber(text, least, most), Invariant);

    /// <summary>An integer in a range, or nothing.</summary>
    public static ValueKind<int?> OptionalInteger(int least, int most, string nothing) => Single<int?>(
        NumberShape("integer", least, most) with { Allowed = $"{Range(least, most)}, or null for {nothing}", IsOptional = true },
        text => string.Equals(text.Trim(), "none", StringComparison.OrdinalIgnoreCase) ? Right<int?>(null) : Nullable(WholeNumber(text, least, most)),
        value => value is { } number ? Invariant(number) : null);

    /// <summary>A decimal in a range, both ends included; a percent sign may follow.</summary>
    public static ValueKind<decimal> Percent() => Single(
        NumberShape("number", 0, 100),
        text => DecimalIn(text.Trim().TrimEnd('%'), 0m, 100m) is { } number ? Right(number) : Wrong<decimal>(Impossible),
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A level from 0 to 5, kept exactly; which of them the dialect accepts is checked with the taxonomy.</summary>
    public static ValueKind<decimal?> Level() => Single<decimal?>(
        NumberShape("number", 0, 5) with { IsOptional = true },
        text => DecimalIn(text, 0m, 5m) is { } number ? Right<decimal?>(number) : Wrong<decimal?>(Impossible),
        value => value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>True or false.</summary>
    public static ValueKind<bool> Boolean() => Single(
        new ValueShape("boolean", "true or false"),
        text => bool.TryParse(text, out var value) ? Right(value) : Wrong<bool>(Impossible),
        value => value ? "true" : "false");

    /// <summary>One of an enumeration's members, in camel case.</summary>
    public static ValueKind<T> Choice<T>()
        where T : struct, Enum =>
        Single(ChoiceShape<T>(), Member<T>, value => Word(value));

    /// <summary>One of an enumeration's members, or nothing.</summary>
    public static ValueKind<T?> OptionalChoice<T>()
        where T : struct, Enum =>
        Single<T?>(ChoiceShape<T>() with { IsOptional = true }, text => Nullable(Member<T>(text)), value => value is { } given ? Word(given) : null);

    /// <summary>A duration up to a limit.</summary>
    public static ValueKind<Duration> Span(Duration most)
    {
        var shape = new ValueShape("string", $"0 s to {DurationText.Show(most)}, written like {DurationText.Forms}");
        return Single(
            shape,
            text => DurationText.Parse(text) is not { } duration ? Wrong<Duration>("is no duration with a unit")
                : duration > most ? Wrong<Duration>("is too long")
                : Right(duration),
            value => DurationText.Show(value));
    }

    /// <summary>A list of names without repetition.</summary>
    public static ValueKind<ImmutableArray<string>> Names(string allowed) => new(
        new ValueShape("array", allowed),
        node => ReadNames(node),
        value => value.Length == 0 ? null : string.Join(", ", value));

    /// <summary>A kind that reads one value, never a list or an object.</summary>
    public static ValueKind<T> Single<T>(ValueShape shape, Func<string, Reading<T>> read, Func<T, string?> show)
    {
        Reading<T> Read(ConfigurationNode node)
        {
            if (node is not ConfigurationNode.Scalar scalar)
            {
                return Wrong<T>(node is ConfigurationNode.Sequence ? "a list stands where one value is wanted" : "an object stands where one value is wanted");
            }

            var isText = shape.JsonType == "string";
            return scalar.Kind switch
            {
                ScalarKind.Number or ScalarKind.Boolean when isText => Wrong<T>("needs quotes: a text is wanted"),
                ScalarKind.Null => Wrong<T>("null stands where a value is wanted"),
                _ => read(scalar.Text),
            };
        }

        return new ValueKind<T>(shape, Read, show);
    }

    /// <summary>A value that is as it should be.</summary>
    public static Reading<T> Right<T>(T value) => new(value, null);

    /// <summary>A value that is not.</summary>
    public static Reading<T> Wrong<T>(string problem, string? nearest = null) => new(default!, problem, nearest);

    /// <summary>The word of an enumeration's member: <c>previousUtcDay</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static Reading<ImmutableArray<string>> ReadNames(ConfigurationNode node)
    {
        if (node is not ConfigurationNode.Sequence sequence)
        {
            return Wrong<ImmutableArray<string>>("one value stands where a list is wanted");
        }

        var kind = Text();
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var item in sequence.Items)
        {
            var reading = kind.Read(item);
            if (reading.Problem is not null)
            {
                return Wrong<ImmutableArray<string>>($"element {names.Count + 1} {reading.Problem}");
            }

            if (names.Contains(reading.Value))
            {
                return Wrong<ImmutableArray<string>>($"element {names.Count + 1} repeats an earlier one");
            }

            names.Add(reading.Value);
        }

        return Right(names.ToImmutable());
    }

    private static Reading<string> Name(string text, int longest)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return Wrong<string>("is empty");
        }

        if (trimmed.Length > longest)
        {
            return Wrong<string>(string.Create(CultureInfo.InvariantCulture, $"is longer than {longest} characters"));
        }

        return trimmed.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            ? Wrong<string>("holds a control character or half a character")
            : Right(UnicodeText.Nfc(trimmed));
    }

    private static Reading<int> WholeNumber(string text, int least, int most) =>
        DecimalIn(text, least, most) is { } number && decimal.IsInteger(number) ? Right((int)number) : Wrong<int>(Impossible);

    private static decimal? DecimalIn(string text, decimal least, decimal most)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
            | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
    }

    private static Reading<T> Member<T>(string text)
        where T : struct, Enum
    {
        var given = text.Trim();
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), given, StringComparison.OrdinalIgnoreCase))
            {
                return Right(value);
            }
        }

        return Wrong<T>(Impossible, Nearest.Of(given, Enum.GetValues<T>().Select(Word)));
    }

    private static ValueShape ChoiceShape<T>()
        where T : struct, Enum
    {
        ImmutableArray<string> words = [.. Enum.GetValues<T>().Select(Word)];
        return new ValueShape("string", string.Join(", ", words)) { Choices = words };
    }

    private static ValueShape NumberShape(string type, int least, int most) =>
        new(type, Range(least, most)) { Minimum = least, Maximum = most };

    private static string Range(int least, int most) => string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static Reading<T?> Nullable<T>(Reading<T> reading)
        where T : struct =>
        new(reading.Problem is null ? reading.Value : null, reading.Problem, reading.Nearest);

    private static Reading<string?> Nullable(Reading<string> reading) => new(reading.Value, reading.Problem, reading.Nearest);
}
