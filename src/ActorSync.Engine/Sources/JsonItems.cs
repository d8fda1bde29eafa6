using System.Text.Json;
using ActorSync.Core.Roster;

namespace ActorSync.Engine.Sources;

/// <summary>Reads the lists of a person's JSON.</summary>
internal sealed class JsonItems(PersonRowBuilder person, JsonTexts texts, Action<string> ignore)
{
    private const string NotAList = "The property must be an array of objects, or a token. Correct it.";
    private const string NotAnItem = "The item must be an object whose values are strings (or null, or a number for the level), each once. Correct it.";

    private readonly JsonNames _skillNames = new(new Dictionary<string, string> { ["skill"] = "name" });
    private readonly JsonNames _certificationNames = new(new Dictionary<string, string> { ["certification"] = "name" });

    /// <summary>Reads the value of <c>skills</c>; the element is what the reader reads.</summary>
    public void Skills(ref Utf8JsonReader reader, ReadOnlySpan<byte> element)
    {
        if (texts.TryOf(ref reader, out var cell))
        {
            person.Skills(cell);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            person.RejectSkill(RosterRule.WrongType, NotAList, Raw(ref reader, element));
            return;
        }

        person.StateSkills();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = reader;
            var cells = new SkillCells { Column = "skills", Raw = Raw(ref reader, element) };
            if (TryReadSkill(start, ref cells))
            {
                person.Skill(cells);
            }
            else
            {
                person.RejectSkill(RosterRule.ItemMalformed, NotAnItem, cells.Raw);
            }
        }
    }

    /// <summary>Reads the value of <c>certifications</c>; the element is what the reader reads.</summary>
    public void Certifications(ref Utf8JsonReader reader, ReadOnlySpan<byte> element)
    {
        if (texts.TryOf(ref reader, out var cell))
        {
            person.Certifications(cell);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            person.RejectCertification(RosterRule.WrongType, NotAList, Raw(ref reader, element));
            return;
        }

        person.StateCertifications();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = reader;
            var cells = new CertificationCells { Column = "certifications", Raw = Raw(ref reader, element) };
            if (TryReadCertification(start, ref cells))
            {
                person.Certification(cells);
            }
            else
            {
                person.RejectCertification(RosterRule.ItemMalformed, NotAnItem, cells.Raw);
            }
        }
    }

    private bool TryReadSkill(Utf8JsonReader item, ref SkillCells cells)
    {
        var seen = 0;
        if (item.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (item.Read() && item.TokenType == JsonTokenType.PropertyName)
        {
            var name = texts.Of(ref item);
            var column = _skillNames.Find(name);
            item.Read();
            if (column is not (SheetColumn.Skill or SheetColumn.Level or SheetColumn.EffectiveDate or SheetColumn.EndDate))
            {
                ignore($"skills.{name}");
                item.Skip();
                continue;
            }

            var isNumber = column == SheetColumn.Level && item.TokenType == JsonTokenType.Number;
            var text = isNumber ? texts.OfNumber(ref item) : [];
            if (!Take(ref seen, column.Value) || (!isNumber && !texts.TryOf(ref item, out text)))
            {
                return false;
            }

            switch (column)
            {
                case SheetColumn.Skill:
                    cells.Name = text;
                    break;
                case SheetColumn.Level:
                    cells.Level = text;
                    cells.LevelIsNumber = isNumber;
                    break;
                case SheetColumn.EffectiveDate:
                    cells.EffectiveDate = text;
                    break;
                default:
                    cells.EndDate = text;
                    break;
            }
        }

        return true;
    }

    private bool TryReadCertification(Utf8JsonReader item, ref CertificationCells cells)
    {
        var seen = 0;
        if (item.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (item.Read() && item.TokenType == JsonTokenType.PropertyName)
        {
            var name = texts.Of(ref item);
            var column = _certificationNames.Find(name);
            item.Read();
            if (column is not (SheetColumn.Certification or SheetColumn.IssuedOn or SheetColumn.ExpiresOn or SheetColumn.Renewal))
            {
                ignore($"certifications.{name}");
                item.Skip();
                continue;
            }

            if (!Take(ref seen, column.Value) || !texts.TryOf(ref item, out var text))
            {
                return false;
            }

            switch (column)
            {
                case SheetColumn.Certification:
                    cells.Name = text;
                    break;
                case SheetColumn.IssuedOn:
                    cells.IssuedOn = text;
                    break;
                case SheetColumn.ExpiresOn:
                    cells.ExpiresOn = text;
                    break;
                default:
                    cells.Renewal = text;
                    break;
            }
        }

        return true;
    }

    private static bool Take(ref int seen, SheetColumn column)
    {
        var bit = 1 << (int)column;
        var isFirst = (seen & bit) == 0;
        seen |= bit;
        return isFirst;
    }

    // The raw text of the value at the reader, which is left at its end.
    private ReadOnlySpan<char> Raw(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> element)
    {
        var from = (int)reader.TokenStartIndex;
        reader.Skip();
        return texts.Raw(element[from..(int)reader.BytesConsumed]);
    }
}
