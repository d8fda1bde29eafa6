using System.Text.Json;

namespace ActorSync.Sandbox.Http;

/// <summary>Reads the properties of a JSON object strictly, and keeps the first thing that is wrong with it.</summary>
/// <remarks>Once something is wrong, everything reads as empty: ask for <see cref="Problem"/> before using what was read.</remarks>
internal sealed class Fields
{
    private readonly JsonElement _element;

    /// <summary>Refuses what is no object, and properties other than the known ones; without any every property is known.</summary>
    public Fields(JsonElement element, params ReadOnlySpan<string> known)
    {
        _element = element;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Problem = Problem.Constraint("A JSON object is wanted here.");
            return;
        }

        if (known.IsEmpty)
        {
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                Refuse(Problem.Constraint($"'{property.Name}' is no property here; known are {string.Join(", ", known.ToArray())}.", property.Name));
            }
        }
    }

    /// <summary>The first thing that is wrong, or null.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Keeps a problem that the caller found, unless an earlier one stands; null is none.</summary>
    public void Refuse(Problem? problem) => Problem ??= problem;

    /// <summary>Tells whether the property is there and not null.</summary>
    public bool Has(string name) => Problem is null && _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Reads a text that is neither missing nor blank.</summary>
    public string Text(string name)
    {
        var text = OptionalText(name);
        if (string.IsNullOrWhiteSpace(text))
        {
            Refuse(Problem.Constraint($"{name} is a text and not blank.", name));
        }

        return text ?? string.Empty;
    }

    /// <summary>Reads a text that may be missing or null.</summary>
    public string? OptionalText(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        var value = _element.GetProperty(name);
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Refuse(Problem.Constraint($"{name} is a text.", name));
        return null;
    }

    /// <summary>Reads a whole number within a range; a fraction is refused even where it is zero.</summary>
    public int Number(string name, int least, int most)
    {
        if (Has(name) && _element.GetProperty(name) is { ValueKind: JsonValueKind.Number } value
            && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(Problem.Constraint($"{name} is a whole number from {least} to {most}.", name));
        return least;
    }

    /// <summary>Reads a number within a range.</summary>
    public double Real(string name, double least, double most)
    {
        if (Has(name) && _element.GetProperty(name) is { ValueKind: JsonValueKind.Number } value
            && value.TryGetDouble(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(Problem.Constraint(FormattableString.Invariant($"{name} is a number from {least:0.0} to {most:0.0}."), name));
        return least;
    }

    /// <summary>Reads an array of at most <paramref name="most"/> different texts.</summary>
    public IReadOnlyList<string> Texts(string name, int most)
    {
        var texts = new List<string>();
        foreach (var item in Items(name))
        {
            var text = item.ValueKind == JsonValueKind.String ? item.GetString() : null;
            if (string.IsNullOrWhiteSpace(text))
            {
                Refuse(Problem.Constraint($"{name} holds texts that are not blank.", name));
            }
            else if (texts.Contains(text))
            {
                Refuse(Problem.Constraint($"{name} holds '{text}' twice.", name, text));
            }
            else
            {
                texts.Add(text);
            }
        }

        if (texts.Count > most)
        {
            Refuse(Problem.Constraint($"{name} holds at most {most} texts.", name));
        }

        return texts;
    }

    /// <summary>Reads the items of an array.</summary>
    public IReadOnlyList<JsonElement> Items(string name)
    {
        if (Has(name) && _element.GetProperty(name) is { ValueKind: JsonValueKind.Array } array)
        {
            return [.. array.EnumerateArray()];
        }

        Refuse(Problem.Constraint($"{name} is an array.", name));
        return [];
    }
}
